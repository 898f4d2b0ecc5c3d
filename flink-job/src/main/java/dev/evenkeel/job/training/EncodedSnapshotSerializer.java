package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.CodedType;
import dev.evenkeel.connectors.flink.VersionedSerializer;
import dev.evenkeel.connectors.flink.VersionedSnapshot;
import dev.evenkeel.connectors.kafka.SnapshotId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes snapshots. Their bytes are never changed, so a copy is the snapshot itself. */
public final class EncodedSnapshotSerializer extends VersionedSerializer<EncodedSnapshot> {
    /** The type of what trainers give to the store. */
    public static final TypeInformation<EncodedSnapshot> ENCODED_SNAPSHOT =
            new CodedType<>(EncodedSnapshot.class, new EncodedSnapshotSerializer());

    @Serial
    private static final long serialVersionUID = 1;

    /** Version 1: model, sequence, version, hash, time, length, bytes. */
    public static final class Snapshot extends VersionedSnapshot<EncodedSnapshot> {
        /** Made by Flink. */
        public Snapshot() {
            super(1, EncodedSnapshotSerializer::new);
        }
    }

    @Override
    protected void write(EncodedSnapshot value, DataOutput out) throws IOException {
        out.writeUTF(value.id().model());
        out.writeLong(value.id().sequence());
        out.writeLong(value.id().version());
        out.writeUTF(value.id().tensorsSha256());
        out.writeLong(value.timeMs());
        out.writeInt(value.bytes().length);
        out.write(value.bytes());
    }

    @Override
    protected EncodedSnapshot read(DataInput in) throws IOException {
        SnapshotId id = new SnapshotId(in.readUTF(), in.readLong(), in.readLong(), in.readUTF());
        long timeMs = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new EncodedSnapshot(id, bytes, timeMs);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public EncodedSnapshot createInstance() {
        return new EncodedSnapshot(new SnapshotId("none", 0, 0, ""), new byte[0], 0);
    }

    @Override
    public EncodedSnapshot copy(EncodedSnapshot from) {
        return from;
    }

    @Override
    public TypeSerializerSnapshot<EncodedSnapshot> snapshotConfiguration() {
        return new Snapshot();
    }
}
