package dev.evenkeel.model.snapshot;

import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table in two states: a tensor of keys, {@code .../index}, and those that have a row for each key. Finds the rows that differ.
 * Not thread-safe.
 */
final class DeltaTable {
    private final String index;
    private final RowKeys order;
    private final int[] baseRows;
    private final int rowsBefore;
    private final List<String> members = new ArrayList<>();
    private final BitSet changed = new BitSet();

    private DeltaTable(String index, RowKeys order, int[] baseRows, int rowsBefore) {
        this.index = index;
        this.order = order;
        this.baseRows = baseRows;
        this.rowsBefore = rowsBefore;
        for (int row = 0; row < baseRows.length; row++) {
            changed.set(row, baseRows[row] == RowKeys.NEW);
        }
    }

    /** The table whose keys are in a tensor of that name; empty when it holds none, or has not grown from what it was. */
    static Optional<DeltaTable> of(String name, Tensor before, Tensor now) {
        if (!name.endsWith("/index") || before.type() != NamedTensors.Type.I32 || now.shape().length != 1) {
            return Optional.empty();
        }
        int[] base = (int[]) before.data();
        int[] next = (int[]) now.data();
        RowKeys order = RowKeys.of(base, next);
        return order.baseRows(base, next).map(rows -> new DeltaTable(name, order, rows, base.length));
    }

    /**
     * Takes a tensor in if it has a row for each key, most of which are what they were. What all changes is smaller without its
     * keys.
     */
    boolean takes(String name, Tensor before, Tensor now) {
        if (!TensorRows.fits(before, rowsBefore) || !TensorRows.fits(now, baseRows.length)) {
            return false;
        }
        TensorRows old = new TensorRows(before);
        TensorRows current = new TensorRows(now);
        int width = current.width();
        if (old.width() != width) {
            return false;
        }
        BitSet differing = new BitSet();
        for (int row = 0; row < baseRows.length; row++) {
            if (baseRows[row] != RowKeys.NEW && !current.same(row, old, baseRows[row], width)) {
                differing.set(row);
            }
        }
        if (differing.cardinality() > rowsBefore / 2) {
            return false;
        }
        changed.or(differing);
        members.add(name);
        return true;
    }

    /** Puts the rows that differ, with their keys, and how to read them; nothing when none does. */
    void put(NamedTensors next, NamedTensors into, Map<String, String> metadata) {
        int[] rows = changed.stream().toArray();
        if (rows.length == 0) {
            return;
        }
        metadata.put(SnapshotDelta.ORDER + index, order.key());
        put(index, rows, next, into, metadata);
        members.forEach(member -> put(member, rows, next, into, metadata));
    }

    private void put(String name, int[] rows, NamedTensors next, NamedTensors into, Map<String, String> metadata) {
        into.put(name, new TensorRows(next.get(name)).select(rows));
        metadata.put(SnapshotDelta.KEYED + name, index);
    }
}
