package dev.evenkeel.job.window;

import dev.evenkeel.connectors.flink.CodedType;
import dev.evenkeel.connectors.flink.VersionedSerializer;
import dev.evenkeel.connectors.flink.VersionedSnapshot;
import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes batches with their lane. A batch is read-only, so its copy is itself. */
public final class LaneBatchSerializer extends VersionedSerializer<LaneBatch> {
    /** The type of what windows give to trainers. */
    public static final TypeInformation<LaneBatch> LANE_BATCH =
            new CodedType<>(LaneBatch.class, new LaneBatchSerializer());

    @Serial
    private static final long serialVersionUID = 1;

    /**
     * Version 2: the complement of the lane, how long the first row has waited, then {@link BatchCodec}. Version 1: the lane, which
     * is never negative, then the same.
     */
    public static final class Snapshot extends VersionedSnapshot<LaneBatch> {
        /** Made by Flink. */
        public Snapshot() {
            super(2, LaneBatchSerializer::new);
        }
    }

    @Override
    protected void write(LaneBatch value, DataOutput out) throws IOException {
        out.writeInt(~value.lane());
        out.writeLong(value.waitedMs());
        BatchCodec.write(value.batch(), out);
    }

    @Override
    protected LaneBatch read(DataInput in) throws IOException {
        int first = in.readInt();
        long waitedMs = first < 0 ? in.readLong() : LaneBatch.UNKNOWN;
        return new LaneBatch(first < 0 ? ~first : first, BatchCodec.readBatch(in), waitedMs);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public LaneBatch createInstance() {
        return new LaneBatch(0, new MiniBatch.Builder(0, 1).build());
    }

    @Override
    public LaneBatch copy(LaneBatch from) {
        return from;
    }

    @Override
    public TypeSerializerSnapshot<LaneBatch> snapshotConfiguration() {
        return new Snapshot();
    }
}
