package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What has changed in a model since an earlier snapshot of it, its base. A safetensors file like any other, with the metadata of the
 * complete snapshot, its hash among them, and these tensors:
 *
 * <ul>
 *   <li>of a table (a tensor of keys {@code .../index} and those with a row for each key): the rows that are new or differ, with
 *       their keys; {@code keyed.<tensor>} names the tensor of the keys, {@code order.<keys>} whether new keys come in between or
 *       at the end;
 *   <li>any other tensor that differs, complete.
 * </ul>
 *
 * <p>What is not in it is as it was. Nothing of the learner is known here: tables are known by their names and lengths, and what
 * is wrongly taken for one only makes the file larger. Immutable by convention: nobody changes the tensors.
 *
 * @param tensors those that differ, tables by the rows that do
 * @param metadata of the complete snapshot, and how to make it from its base
 */
public record SnapshotDelta(NamedTensors tensors, Map<String, String> metadata) {
    /** Metadata: the version of this layout. */
    public static final String FORMAT = "evenkeel.delta";
    /** Metadata: the sequence of the base. */
    public static final String BASE_SEQUENCE = "base.sequence";
    /** Metadata: SHA-256 of the base's tensors. */
    public static final String BASE_SHA256 = "base.sha256";
    /** Metadata, before a tensor's name: the tensor that has its keys. */
    public static final String KEYED = "keyed.";
    /** Metadata, before the name of a tensor of keys: {@code ascending} or {@code appended}. */
    public static final String ORDER = "order.";

    private static final String FORMAT_VERSION = "1";

    /** Copies the metadata. */
    public SnapshotDelta {
        metadata = Map.copyOf(metadata);
    }

    /**
     * What makes {@code next} of {@code base}, bit for bit.
     *
     * @return empty when it has other tensors
     */
    public static Optional<SnapshotDelta> between(ModelSnapshot base, ModelSnapshot next) {
        NamedTensors before = base.tensors();
        NamedTensors now = next.tensors();
        if (!List.copyOf(before.names()).equals(List.copyOf(now.names()))) {
            return Optional.empty();
        }
        Map<String, String> metadata = new TreeMap<>(next.metadata());
        metadata.put(FORMAT, FORMAT_VERSION);
        metadata.put(BASE_SEQUENCE, Long.toString(base.sequence()));
        metadata.put(BASE_SHA256, base.sha256());
        NamedTensors changed = new NamedTensors();
        List<DeltaTable> tables = new ArrayList<>();
        for (String name : now.names()) {
            Tensor old = before.get(name);
            Tensor current = now.get(name);
            Optional<DeltaTable> table =
                    old.type() == current.type() ? DeltaTable.of(name, old, current) : Optional.empty();
            if (table.isPresent()) {
                tables.add(0, table.get());
            } else if (!taken(tables, name, old, current) && !equal(old, current)) {
                changed.put(name, current);
            }
        }
        tables.forEach(table -> table.put(now, changed, metadata));
        return Optional.of(new SnapshotDelta(changed, metadata));
    }

    /** By the nearest table before it that has as many rows. */
    private static boolean taken(List<DeltaTable> tables, String name, Tensor old, Tensor current) {
        return old.type() == current.type() && tables.stream().anyMatch(table -> table.takes(name, old, current));
    }

    private static boolean equal(Tensor old, Tensor current) {
        return old.type() == current.type()
                && Arrays.equals(old.shape(), current.shape())
                && new TensorRows(current).same(0, new TensorRows(old), 0, current.length());
    }

    /** The safetensors file. */
    public byte[] encode() {
        return Safetensors.encode(new Safetensors.File(tensors, metadata));
    }

    /**
     * Reads a file that {@link #encode} made. Whether the tensors are right is seen when they are applied.
     *
     * @throws IOException when it is malformed, of a newer layout, or names no base
     */
    public static SnapshotDelta decode(byte[] bytes) throws IOException {
        Safetensors.File file = Safetensors.decode(bytes);
        String format = file.metadata().getOrDefault(FORMAT, "");
        if (!format.equals(FORMAT_VERSION)) {
            throw new IOException(
                    "unknown layout of a delta: " + FORMAT + "=" + format + ", expected=" + FORMAT_VERSION);
        }
        ModelSnapshot.requireNumber(file, BASE_SEQUENCE);
        return new SnapshotDelta(file.tensors(), file.metadata());
    }

    /** The sequence of the snapshot this is applied to. */
    public long baseSequence() {
        return Long.parseLong(metadata.get(BASE_SEQUENCE));
    }

    /**
     * The complete snapshot; tensors that have not changed are the base's own.
     *
     * @throws IOException when that is not the base, or the result is not the one its hash was taken of
     */
    public ModelSnapshot applyTo(ModelSnapshot base) throws IOException {
        if (!base.sha256().equals(metadata.get(BASE_SHA256))) {
            throw new IOException("is of another base: base.sequence=" + baseSequence() + ", sha256=" + base.sha256()
                    + ", expected=" + metadata.get(BASE_SHA256));
        }
        for (String name : tensors.names()) {
            if (!base.tensors().contains(name)) {
                throw new IOException("must be in the base: tensor=" + name);
            }
        }
        NamedTensors result = new NamedTensors();
        Map<String, int[]> sources = new HashMap<>();
        for (String name : base.tensors().names()) {
            result.put(
                    name,
                    tensors.contains(name)
                            ? changed(name, base.tensors(), sources)
                            : base.tensors().get(name));
        }
        return ModelSnapshot.checked(new Safetensors.File(result, completeMetadata()));
    }

    private Map<String, String> completeMetadata() {
        return metadata.entrySet().stream()
                .filter(e -> !e.getKey().equals(FORMAT)
                        && !e.getKey().equals(BASE_SEQUENCE)
                        && !e.getKey().equals(BASE_SHA256)
                        && !e.getKey().startsWith(KEYED)
                        && !e.getKey().startsWith(ORDER))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Tensor changed(String name, NamedTensors base, Map<String, int[]> sources) throws IOException {
        Tensor delta = tensors.get(name);
        String index = metadata.get(KEYED + name);
        if (index == null) {
            return delta;
        }
        Tensor old = base.get(name);
        try {
            int[] keys = tensors.ints(index);
            int[] oldKeys = base.ints(index);
            boolean fits = old.type() == delta.type()
                    && TensorRows.fits(old, oldKeys.length)
                    && TensorRows.fits(delta, keys.length);
            TensorRows rows = new TensorRows(old);
            if (!fits || rows.width() != new TensorRows(delta).width()) {
                throw new IOException("must have a row for each key: tensor=" + name + ", keys=" + index);
            }
            int[] from = sources.get(index);
            if (from == null) {
                from = order(index).sources(index, oldKeys, keys);
                sources.put(index, from);
            }
            return rows.merge(new TensorRows(delta), from);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    "does not fit its base: tensor=" + name + ", keys=" + index + ": " + e.getMessage(), e);
        }
    }

    private RowKeys order(String index) throws IOException {
        String key = metadata.getOrDefault(ORDER + index, "");
        for (RowKeys order : RowKeys.values()) {
            if (order.key().equals(key)) {
                return order;
            }
        }
        throw new IOException("unknown order: " + ORDER + index + "=" + key + ", expected=ascending | appended");
    }
}
