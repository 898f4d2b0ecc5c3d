package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.RawRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes records as they were read. */
public final class RawRecordSerializer extends VersionedSerializer<RawRecord> {
    private static final long serialVersionUID = 1;

    /** Version 1: topic, partition, offset, time, key, value, headers. */
    public static final class Snapshot extends VersionedSnapshot<RawRecord> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, RawRecordSerializer::new);
        }
    }

    @Override
    protected void write(RawRecord value, DataOutput out) throws IOException {
        out.writeUTF(value.topic());
        out.writeInt(value.partition());
        out.writeLong(value.offset());
        out.writeLong(value.timeMs());
        RecordCodec.writeBytes(value.key(), out);
        RecordCodec.writeBytes(value.value(), out);
        RecordCodec.writeHeaders(value.headers(), out);
    }

    @Override
    protected RawRecord read(DataInput in) throws IOException {
        return new RawRecord(
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                RecordCodec.readBytes(in),
                RecordCodec.readBytes(in),
                RecordCodec.readHeaders(in));
    }

    @Override
    public RawRecord createInstance() {
        return new RawRecord("", 0, 0, 0, null, null, List.of());
    }

    @Override
    public RawRecord copy(RawRecord from) {
        return new RawRecord(
                from.topic(),
                from.partition(),
                from.offset(),
                from.timeMs(),
                RecordCodec.copy(from.key()),
                RecordCodec.copy(from.value()),
                RecordCodec.copy(from.headers()));
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }
}
