package dev.evenkeel.connectors.flink;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.Example;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes examples. */
public final class ExampleSerializer extends VersionedSerializer<Example> {
    private static final long serialVersionUID = 1;

    /** Version 1: {@link BatchCodec}. */
    public static final class Snapshot extends VersionedSnapshot<Example> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, ExampleSerializer::new);
        }
    }

    @Override
    protected void write(Example value, DataOutput out) throws IOException {
        BatchCodec.write(value, out);
    }

    @Override
    protected Example read(DataInput in) throws IOException {
        return BatchCodec.readExample(in);
    }

    @Override
    public Example createInstance() {
        return new Example(0);
    }

    @Override
    public Example copy(Example from) {
        return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<Example> snapshotConfiguration() {
        return new Snapshot();
    }
}
