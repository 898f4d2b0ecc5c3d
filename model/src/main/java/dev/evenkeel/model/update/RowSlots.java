package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.RowIndex;
import dev.evenkeel.model.parameter.RowTable;
import java.util.Arrays;
import java.util.List;

/**
 * A rule's slots beside a table of rows. Rows that a step touches are brought together, changed as a dense parameter would be, and
 * put back; others stay as they are. Each row counts its own updates.
 */
final class RowSlots extends ParameterSlots {
    private final RowTable table;
    private final Slots[] slots;
    private final Gathered gathered;
    private int[] rowSteps = new int[0];

    RowSlots(RowTable table, List<Slot> slots, Span span, Pulls pulls, Served served) {
        this(table, slots.stream().map(slot -> new Slots(table, slot)).toArray(Slots[]::new), span, pulls, served);
    }

    private RowSlots(RowTable table, Slots[] slots, Span span, Pulls pulls, Served served) {
        super(span, pulls, served);
        this.table = table;
        this.slots = slots;
        gathered = new Gathered(span, table.width(), pulls);
    }

    @Override
    void propose(Gradient gradient, long clock, Formula formula) {
        Gradient.Rows rows = (Gradient.Rows) gradient;
        int width = table.width();
        gathered.resize(rows.rows());
        for (int r = 0; r < rows.rows(); r++) {
            int position = table.position(rows.row(r));
            table.read(rows.row(r), span.weights, r * width);
            if (position == RowIndex.ABSENT) {
                gathered.clocks[r] = 1;
                gathered.clearSlots(r);
            } else {
                gathered.clocks[r] = rowSteps[position] + 1;
                for (int k = 0; k < slots.length; k++) {
                    System.arraycopy(slots[k].values(), position * width, span.slots[k], r * width, width);
                }
            }
        }
        span.gradient = gradient.values();
        gathered.run(formula);
    }

    @Override
    int length() {
        return gathered.length();
    }

    @Override
    void apply(Gradient gradient, Formula formula) {
        Gradient.Rows rows = (Gradient.Rows) gradient;
        int width = table.width();
        gathered.moved(formula);
        for (int r = 0; r < rows.rows(); r++) {
            int position = table.touch(rows.row(r));
            reserve();
            rowSteps[position] = gathered.clocks[r];
            for (int k = 0; k < slots.length; k++) {
                System.arraycopy(span.next[k], r * width, slots[k].values(), position * width, width);
            }
            add(span.change, r * width, table.values(), position * width, width);
            if (served != null) {
                serve(rows.row(r), r, position);
            }
        }
    }

    private static void add(float[] change, int from, float[] weights, int at, int width) {
        for (int j = 0; j < width; j++) {
            weights[at + j] += change[from + j];
        }
    }

    private void serve(int row, int r, int position) {
        served.touch(row);
        int width = table.width();
        if (served.slot() >= 0) {
            served.follow(span.next[served.slot()], r * width, position * width, width, gathered.clocks[r]);
        } else {
            served.follow(table.values(), position * width, position * width, width, gathered.clocks[r]);
        }
    }

    private void reserve() {
        for (Slots kept : slots) {
            kept.reserve();
        }
        if (rowSteps.length < table.touched()) {
            rowSteps = Arrays.copyOf(rowSteps, table.values().length / table.width());
        }
    }

    @Override
    RowSlots copy(Parameter beside, Served servedBeside) {
        Slots[] copied = new Slots[slots.length];
        for (int k = 0; k < slots.length; k++) {
            copied[k] = slots[k].copy(beside);
        }
        RowSlots copy = new RowSlots((RowTable) beside, copied, span.sibling(), pulls, servedBeside);
        copy.rowSteps = rowSteps.clone();
        return copy;
    }

    @Override
    void reanchor(double keep) {
        for (Slots kept : slots) {
            kept.reanchor(keep);
        }
    }

    @Override
    void save(String prefix, NamedTensors into) {
        for (Slots kept : slots) {
            kept.save(prefix, into);
        }
        into.put(stepsPath(prefix), Arrays.copyOf(rowSteps, table.touched()), table.touched());
    }

    @Override
    void load(String prefix, NamedTensors from) {
        for (Slots kept : slots) {
            kept.load(prefix, from);
        }
        int[] stored = from.ints(stepsPath(prefix));
        if (stored.length != table.touched()) {
            throw new IllegalArgumentException("wrong shape: tensor=" + stepsPath(prefix) + ", shape=[" + stored.length
                    + "], expected=[" + table.touched() + "]");
        }
        rowSteps = stored.clone();
    }

    private String stepsPath(String prefix) {
        return prefix + "/" + table.name() + "/steps";
    }
}
