package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.VersionedSerializer;
import dev.evenkeel.connectors.flink.VersionedSnapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes lanes, and copies them deeply, so that a checkpoint stays as it was while training goes on. */
public final class LaneStateSerializer extends VersionedSerializer<LaneState> {
    @Serial
    private static final long serialVersionUID = 1;

    /** Version 1: length and bytes of {@link dev.evenkeel.model.snapshot.LaneCodec}, which has a version of its own. */
    public static final class Snapshot extends VersionedSnapshot<LaneState> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, LaneStateSerializer::new);
        }
    }

    @Override
    protected void write(LaneState value, DataOutput out) throws IOException {
        byte[] bytes = value.toBytes();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    protected LaneState read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new LaneState(bytes);
    }

    @Override
    public LaneState createInstance() {
        return new LaneState(new byte[0]);
    }

    @Override
    public LaneState copy(LaneState from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<LaneState> snapshotConfiguration() {
        return new Snapshot();
    }
}
