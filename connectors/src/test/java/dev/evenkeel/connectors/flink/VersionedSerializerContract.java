package dev.evenkeel.connectors.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What holds for every serializer of ours. */
abstract class VersionedSerializerContract<T> {
    abstract TypeInformation<T> type();

    /** Values of all shapes. */
    abstract List<T> values();

    /** All that a value holds, as bytes do not tell a mistake in both directions. */
    abstract Object content(T value);

    private TypeSerializer<T> serializer() {
        return type().createSerializer(new SerializerConfigImpl());
    }

    private static <V> byte[] bytes(TypeSerializer<V> serializer, List<V> values) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (V value : values) {
            serializer.serialize(value, out);
        }
        return out.getCopyOfBuffer();
    }

    @Test
    void valuesSurviveBytesOneAfterTheOther() throws IOException {
        TypeSerializer<T> serializer = serializer();
        DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, values()));
        for (T value : values()) {
            assertThat(content(serializer.deserialize(serializer.createInstance(), in)))
                    .isEqualTo(content(value));
        }
        assertThat(in.available()).isZero();
    }

    @Test
    void bytesCanBeCopiedWithoutTheValue() throws IOException {
        TypeSerializer<T> serializer = serializer();
        byte[] bytes = bytes(serializer, values());
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (int i = 0; i < values().size(); i++) {
            serializer.copy(in, out);
        }
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @Test
    void copiesAreEqualAndApart() {
        TypeSerializer<T> serializer = serializer();
        for (T value : values()) {
            T copy = serializer.copy(value, serializer.createInstance());
            assertThat(content(copy)).isEqualTo(content(value));
            assertThat(copy == value).isEqualTo(serializer.isImmutableType());
        }
    }

    @Test
    void stateFindsItsSerializerAgainAndRefusesNewerVersions() throws IOException {
        TypeSerializerSnapshot<T> snapshot = serializer().snapshotConfiguration();
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(serializer());
        assertThat(snapshot.resolveSchemaCompatibility(restored).isCompatibleAsIs())
                .isTrue();
        assertThatThrownBy(() -> snapshot.readSnapshot(2, new DataInputDeserializer(), null))
                .isInstanceOf(IOException.class)
                .hasMessage("state of a newer version: serializer="
                        + serializer().getClass().getSimpleName() + ", version=2, expected=at most 1");
    }

    @Test
    void typeSurvivesItsJourneyToTheCluster() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(type());
        }
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(objects.readObject()).isEqualTo(type());
        }
    }
}
