package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes records to be written. */
public final class OutgoingRecordSerializer extends VersionedSerializer<OutgoingRecord> {
    private static final long serialVersionUID = 1;

    /** Version 1: key, value, headers, time. */
    public static final class Snapshot extends VersionedSnapshot<OutgoingRecord> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, OutgoingRecordSerializer::new);
        }
    }

    @Override
    protected void write(OutgoingRecord value, DataOutput out) throws IOException {
        RecordCodec.writeBytes(value.key(), out);
        RecordCodec.writeBytes(value.value(), out);
        RecordCodec.writeHeaders(value.headers(), out);
        out.writeLong(value.timeMs());
    }

    @Override
    protected OutgoingRecord read(DataInput in) throws IOException {
        return new OutgoingRecord(
                RecordCodec.readBytes(in), RecordCodec.readBytes(in), RecordCodec.readHeaders(in), in.readLong());
    }

    @Override
    public OutgoingRecord createInstance() {
        return new OutgoingRecord(null, null, List.of(), 0);
    }

    @Override
    public OutgoingRecord copy(OutgoingRecord from) {
        return new OutgoingRecord(
                RecordCodec.copy(from.key()),
                RecordCodec.copy(from.value()),
                RecordCodec.copy(from.headers()),
                from.timeMs());
    }

    @Override
    public TypeSerializerSnapshot<OutgoingRecord> snapshotConfiguration() {
        return new Snapshot();
    }
}
