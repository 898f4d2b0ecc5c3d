package dev.evenkeel.connectors.flink;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes batches. A batch is read-only, so its copy is itself. */
public final class MiniBatchSerializer extends VersionedSerializer<MiniBatch> {
    private static final long serialVersionUID = 1;

    /** Version 1: {@link BatchCodec}. */
    public static final class Snapshot extends VersionedSnapshot<MiniBatch> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, MiniBatchSerializer::new);
        }
    }

    @Override
    protected void write(MiniBatch value, DataOutput out) throws IOException {
        BatchCodec.write(value, out);
    }

    @Override
    protected MiniBatch read(DataInput in) throws IOException {
        return BatchCodec.readBatch(in);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public MiniBatch createInstance() {
        return new MiniBatch.Builder(0, 1).build();
    }

    @Override
    public MiniBatch copy(MiniBatch from) {
        return from;
    }

    @Override
    public TypeSerializerSnapshot<MiniBatch> snapshotConfiguration() {
        return new Snapshot();
    }
}
