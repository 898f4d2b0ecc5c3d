package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * Looks at rows before a model sees them. A row with a number, token or label that is not finite, a number, label or weight that is
 * absurd (see {@link ColumnScale}), or a label that the loss does not take, is quarantined: what is wrong counts as missing, and the row
 * for nothing (weight 0), so that its step goes on without it. Numbers beyond their column's bound count as its usual
 * largest, and a row with one that is k times that counts for 1/k of its importance: it may be an outlier, or wrong.
 *
 * <p>Every row counts for the columns' scales, quarantined or not: values that keep coming are usual in the end. Numbers that are
 * missing, and zeros, do not. Tokens have no scale; a text's values are small, and linear rules bring their own.
 *
 * <p>Call order: {@link #begin} a batch, {@link #learn} or {@link #inspect} rows in order, then read {@link #batch}. Goes by column, a few
 * rows at a time, so that what it keeps of a column stays at hand. Allocates only where it changes something. Not thread-safe.
 */
public final class InputGuard {
    private static final String SCALES = "normalizer/input-guard";
    private static final String COUNTS = "slots/input-guard/counts";
    /** Rows whose numbers fit beside each other into the fastest cache. */
    private static final int STRIP = 32;

    /** Told what is unusual about the rows that are learned from. */
    public interface Listener {
        /** Rows from this one on are in the new unit; comes in the order of rows for each column. */
        void changed(int row, int column, UnitChange change);

        /**
         * A value of the row was out of range.
         *
         * @param column of the schema's numbers, {@link StepObserver#LABEL} or {@link StepObserver#TOKEN}
         * @param quarantined whether the row is quarantined for it; else the value was bounded
         */
        default void outOfRange(int column, boolean quarantined) {}
    }

    private final Schema schema;
    private final Loss loss;
    private final StabilitySettings settings;
    private final ColumnScale[] columns;
    private final ColumnScale label;
    private final ColumnScale weight;
    private final RowChanges changes = new RowChanges();
    private final int[] scratch = OctaveCounts.scratch();
    /** The first of the rows under way, in whose order reasons and doubts are. */
    private int first;
    /** Why rows are quarantined; null where they are not. */
    private String[] reasons = new String[0];
    /** What rows count for, in [0, 1]. */
    private float[] doubts = new float[0];
    /** Who is told; null where rows are only to be predicted. */
    private Listener told;

    private long quarantined;
    private long bounded;
    private long unitChanges;

    /** A guard that has seen nothing. */
    public InputGuard(Schema schema, Loss loss, StabilitySettings settings) {
        this.schema = schema;
        this.loss = loss;
        this.settings = settings;
        columns = new ColumnScale[schema.numeric().size()];
        Arrays.setAll(columns, j -> column(settings.bound().orElse(Double.POSITIVE_INFINITY)));
        // a label beyond the bound is still the truth: the loss-gradient bound sees to it
        label = schema.task() == Task.REGRESSION ? column(Double.POSITIVE_INFINITY) : null;
        weight = column(Double.POSITIVE_INFINITY);
    }

    private ColumnScale column(double bound) {
        return new ColumnScale(settings.absurd().orElse(Double.POSITIVE_INFINITY), bound, scratch);
    }

    /** Turns to a batch, none of whose rows is changed yet. */
    public void begin(MiniBatch batch) {
        changes.begin(batch);
    }

    /** The batch with the changes to the rows looked at so far; the same object where there are none. */
    public MiniBatch batch() {
        return changes.batch();
    }

    /** Looks at rows that are going to be learned from, and learns what is usual. */
    public void learn(int from, int to, Listener listener) {
        told = listener;
        start(from, to);
        for (int strip = from; strip < to; strip += STRIP) {
            learnStrip(strip, Math.min(to, strip + STRIP));
        }
        for (int row = from; row < to; row++) {
            if (reasons[row - from] != null) {
                quarantined++;
                changes.silence(row);
            } else if (doubts[row - from] < 1) {
                changes.weigh(row, doubts[row - from] * changes.original().weights()[row]);
            }
        }
    }

    /** Why a row of those learned last is quarantined, or the empty string. */
    public String reason(int row) {
        String reason = reasons[row - first];
        return reason == null ? "" : reason;
    }

    /** Looks at rows that are only to be predicted: what is wrong with them counts as missing, and nothing is learned. */
    public void inspect(int from, int to) {
        told = null;
        start(from, to);
        float[] numeric = changes.original().numeric();
        for (int row = from; row < to; row++) {
            for (int j = 0; j < columns.length; j++) {
                if (Math.abs(numeric[row * columns.length + j]) > columns[j].calm()) { // not so where missing
                    lookAtNumber(row, j);
                }
            }
        }
        lookAtTokens(from, to);
    }

    private void start(int from, int to) {
        first = from;
        if (to - from > reasons.length) {
            reasons = new String[to - from];
            doubts = new float[to - from];
        }
        Arrays.fill(reasons, 0, to - from, null);
        Arrays.fill(doubts, 0, to - from, 1);
    }

    private void learnStrip(int from, int to) {
        MiniBatch batch = changes.original();
        for (int row = from; row < to; row++) {
            if (!loss.takes(batch.labels()[row])) {
                String kind = loss.kind().key();
                refuse(
                        row,
                        "loss does not take the label: loss=" + kind + ", label=" + batch.labels()[row],
                        StepObserver.LABEL);
            }
        }
        if (label != null) {
            learnOne(label, "label", batch.labels(), from, to);
        }
        learnOne(weight, "weight", batch.weights(), from, to);
        for (int j = 0; j < columns.length; j++) {
            learnColumn(j, from, to);
        }
        lookAtTokens(from, to);
    }

    private void learnOne(ColumnScale scale, String name, float[] values, int from, int to) {
        for (int row = from + scale.addCalm(values, from, 1, to - from); row < to; ) {
            if (Math.abs(values[row]) > scale.absurdLimit()) {
                String reason = name + " is absurd: " + name + "=" + values[row] + ", limit=" + scale.absurdLimit();
                refuse(row, reason, StepObserver.LABEL);
            }
            scale.add(values[row]);
            row++;
            row += scale.addCalm(values, row, 1, to - row);
        }
    }

    private void learnColumn(int column, int from, int to) {
        ColumnScale scale = columns[column];
        int width = columns.length;
        float[] numeric = changes.original().numeric();
        for (int row = from + scale.addCalm(numeric, from * width + column, width, to - from); row < to; ) {
            float value = numeric[row * width + column];
            if (Math.abs(value) > scale.calm()) {
                lookAtNumber(row, column);
            }
            UnitChange change = scale.add(value);
            if (change != null) {
                unitChanges++;
                told.changed(row, column, change);
            }
            row++;
            row += scale.addCalm(numeric, row * width + column, width, to - row);
        }
    }

    private void lookAtTokens(int from, int to) {
        MiniBatch batch = changes.original();
        for (int row = from; row < to; row++) {
            for (int t = batch.tokenOffsets()[row]; t < batch.tokenOffsets()[row + 1]; t++) {
                if (!(Math.abs(batch.tokenValues()[t]) <= Float.MAX_VALUE)) {
                    changes.token(t, 0);
                    refuse(row, "token is not finite", StepObserver.TOKEN);
                }
            }
        }
    }

    /** Notes why a row is quarantined, and tells of the first reason. */
    private void refuse(int row, String reason, int subject) {
        if (told != null && reasons[row - first] == null) {
            reasons[row - first] = reason;
            told.outOfRange(subject, true);
        }
    }

    private void lookAtNumber(int row, int column) {
        ColumnScale scale = columns[column];
        int at = row * columns.length + column;
        float value = changes.original().numeric()[at];
        float magnitude = Math.abs(value);
        boolean whole = Float.isInfinite(value) || magnitude > scale.absurdLimit();
        if (whole) {
            changes.number(at, Float.NaN);
        } else {
            changes.number(at, Math.copySign(scale.largest(), value));
            doubts[row - first] = Math.min(doubts[row - first], scale.largest() / magnitude);
        }
        if (told == null) {
            return;
        }
        told.outOfRange(column, whole);
        if (!whole) {
            bounded++;
        } else if (reasons[row - first] == null) {
            String problem =
                    Float.isInfinite(value) ? "number is not finite" : "number is absurd: limit=" + scale.absurdLimit();
            reasons[row - first] = problem + ": column=" + schema.numeric().get(column) + ", value=" + value;
        }
    }

    /** Adds what was done so far. */
    public void count(GuardCounts into) {
        into.add(GuardCounts.QUARANTINED, quarantined);
        into.add(GuardCounts.BOUNDED, bounded);
        into.add(GuardCounts.UNIT_CHANGES, unitChanges);
    }

    /** An independent guard that has seen the same. */
    public InputGuard copy() {
        InputGuard copy = new InputGuard(schema, loss, settings);
        for (int c = 0; c < scales(); c++) {
            copy.scale(c).load(scale(c).values(), 0, scale(c).counters(), 0);
        }
        copy.quarantined = quarantined;
        copy.bounded = bounded;
        copy.unitChanges = unitChanges;
        return copy;
    }

    private int scales() {
        return columns.length + (label == null ? 1 : 2);
    }

    private ColumnScale scale(int index) {
        return index < columns.length ? columns[index] : index == columns.length ? weight : label;
    }

    /** Puts the state. */
    public void save(NamedTensors into) {
        float[] values = new float[scales() * ColumnScale.SIZE];
        double[] counters = new double[scales() * ColumnScale.COUNTERS];
        for (int c = 0; c < scales(); c++) {
            System.arraycopy(scale(c).values(), 0, values, c * ColumnScale.SIZE, ColumnScale.SIZE);
            System.arraycopy(scale(c).counters(), 0, counters, c * ColumnScale.COUNTERS, ColumnScale.COUNTERS);
        }
        into.put(SCALES + "/recent", values, scales(), ColumnScale.SIZE);
        into.put(SCALES + "/columns", counters, scales(), ColumnScale.COUNTERS);
        into.put(COUNTS, new long[] {quarantined, bounded, unitChanges}, 3);
    }

    /** Takes what {@link #save} has put; a state without a guard leaves this one as new. */
    public void load(NamedTensors from) {
        if (!from.contains(SCALES + "/recent")) {
            return;
        }
        float[] values = from.floats(SCALES + "/recent", scales() * ColumnScale.SIZE);
        double[] counters = from.doubles(SCALES + "/columns", scales() * ColumnScale.COUNTERS);
        for (int c = 0; c < scales(); c++) {
            scale(c).load(values, c * ColumnScale.SIZE, counters, c * ColumnScale.COUNTERS);
        }
        if (from.onlyForPrediction()) {
            return;
        }
        long[] counts = from.longs(COUNTS, 3);
        quarantined = counts[0];
        bounded = counts[1];
        unitChanges = counts[2];
    }
}
