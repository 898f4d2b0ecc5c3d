package dev.evenkeel.connectors.flink;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What state remembers of its serializer: the class and a version. State of a newer version than this program's is refused. A
 * subclass is public, with a public constructor without arguments, since Flink makes it by name.
 *
 * @param <T> what is serialized
 */
public abstract class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {
    private final int version;
    private final Supplier<TypeSerializer<T>> serializer;

    /**
     * A snapshot of that version.
     *
     * @param version of the layout this program writes, at least 1
     * @param serializer makes the serializer that reads and writes it
     */
    protected VersionedSnapshot(int version, Supplier<TypeSerializer<T>> serializer) {
        this.version = version;
        this.serializer = serializer;
    }

    @Override
    public final int getCurrentVersion() {
        return version;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) {
        // the version is all there is, and Flink writes it
    }

    @Override
    public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        if (readVersion < 1 || readVersion > version) {
            throw new IOException("state of a newer version: serializer="
                    + getClass().getDeclaringClass().getSimpleName() + ", version=" + readVersion
                    + ", expected=at most " + version);
        }
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer.get();
    }

    @Override
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass()
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
