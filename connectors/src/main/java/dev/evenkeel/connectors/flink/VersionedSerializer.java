package dev.evenkeel.connectors.flink;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The base of our serializers: no state of its own, no reflection, deep copies. A subclass names its version in its {@link
 * VersionedSnapshot}, has equals by class, and needs no more than the methods below. Thread-safe.
 *
 * @param <T> what is serialized
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    /** For subclasses. */
    protected VersionedSerializer() {}

    /** Writes a value. */
    protected abstract void write(T value, DataOutput out) throws IOException;

    /** Reads what {@link #write} wrote. */
    protected abstract T read(DataInput in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        write(read(source), target);
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // serializers of different classes are never equal
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
