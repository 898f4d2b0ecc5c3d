package dev.evenkeel.connectors.flink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What a pausable source's enumerator keeps: Kafka's own state, and what the control topic had said by then.
 *
 * @param kafka the enumerator's of Kafka
 * @param standing of readers; empty in state from before sources could pause
 */
record PausableState(KafkaSourceEnumState kafka, Optional<Standing> standing) {
    /** Reads the states of plain Kafka sources as well. */
    static final class Serializer implements SimpleVersionedSerializer<PausableState> {
        /** Far above the versions of Kafka's own serializer, which pipelines from before have in their state. */
        private static final int VERSION = 1001;

        private static final int FIRST = 1000;

        private final SimpleVersionedSerializer<KafkaSourceEnumState> kafka;

        Serializer(SimpleVersionedSerializer<KafkaSourceEnumState> kafka) {
            this.kafka = kafka;
        }

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(PausableState state) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeBoolean(state.standing().isPresent());
            if (state.standing().isPresent()) {
                Standing standing = state.standing().get();
                out.writeBoolean(standing.held());
                out.writeInt(standing.offsets().size());
                for (Map.Entry<Integer, Long> offset : standing.offsets().entrySet()) {
                    out.writeInt(offset.getKey());
                    out.writeLong(offset.getValue());
                }
            }
            out.writeInt(kafka.getVersion());
            out.write(kafka.serialize(state.kafka()));
            return bytes.toByteArray();
        }

        @Override
        public PausableState deserialize(int version, byte[] serialized) throws IOException {
            if (version < FIRST) {
                return new PausableState(kafka.deserialize(version, serialized), Optional.empty());
            }
            if (version != VERSION) {
                throw new IOException(
                        "state of a newer version: source=examples, version=" + version + ", expected=" + VERSION);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            Optional<Standing> standing = in.readBoolean() ? Optional.of(standing(in)) : Optional.empty();
            return new PausableState(kafka.deserialize(in.readInt(), in.readAllBytes()), standing);
        }

        private static Standing standing(DataInputStream in) throws IOException {
            boolean held = in.readBoolean();
            Map<Integer, Long> offsets = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                offsets.put(in.readInt(), in.readLong());
            }
            return new Standing(held, offsets);
        }
    }
}
