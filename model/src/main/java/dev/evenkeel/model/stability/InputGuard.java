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
 * <p>Call order: {@link #begin} a batch, {@link #learn} or {@link #inspect} rows in order, then read {@link #batch}. Allocates
 * only where it changes something. Not thread-safe.
 */
public final class InputGuard {
    private static final String SCALES = "normalizer/input-guard";
    private static final String COUNTS = "slots/input-guard/counts";

    /** Told what is unusual about the rows that are learned from. */
    public interface Listener {
        /** Rows from this one on are in the new unit. */
        void changed(int column, UnitChange change);

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
    /** What the row under way counts for, in [0, 1]. */
    private float doubt;
    /** Who is told; null where a row is only to be predicted. */
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
        return new ColumnScale(settings.absurd().orElse(Double.POSITIVE_INFINITY), bound);
    }

    /** Turns to a batch, none of whose rows is changed yet. */
    public void begin(MiniBatch batch) {
        changes.begin(batch);
    }

    /** The batch with the changes to the rows looked at so far; the same object where there are none. */
    public MiniBatch batch() {
        return changes.batch();
    }

    /**
     * Looks at a row that is going to be learned from, and learns what is usual.
     *
     * @return why the row is quarantined, or the empty string
     */
    public String learn(int row, Listener listener) {
        MiniBatch batch = changes.original();
        doubt = 1;
        told = listener;
        String reason = check(row);
        int at = row * columns.length;
        for (int j = 0; j < columns.length; j++) {
            UnitChange change = columns[j].add(batch.numeric()[at + j]);
            if (change != null) {
                unitChanges++;
                listener.changed(j, change);
            }
        }
        if (label != null) {
            label.add(batch.labels()[row]);
        }
        weight.add(batch.weights()[row]);
        if (!reason.isEmpty()) {
            quarantined++;
            changes.silence(row);
        } else if (doubt < 1) {
            changes.weigh(row, doubt * batch.weights()[row]);
        }
        return reason;
    }

    /** Looks at a row that is only to be predicted: what is wrong with it counts as missing, and nothing is learned. */
    public void inspect(int row) {
        told = null;
        check(row);
    }

    private String check(int row) {
        MiniBatch batch = changes.original();
        String reason = told == null ? "" : labelProblem(batch.labels()[row], batch.weights()[row]);
        tell(!reason.isEmpty(), StepObserver.LABEL, true);
        float[] numeric = batch.numeric();
        int at = row * columns.length;
        for (int j = 0; j < columns.length; j++) {
            if (Math.abs(numeric[at + j]) > columns[j].calm()) { // not so where missing
                String problem = number(at, j, numeric[at + j]);
                reason = reason.isEmpty() ? problem : reason;
            }
        }
        for (int t = batch.tokenOffsets()[row]; t < batch.tokenOffsets()[row + 1]; t++) {
            if (!(Math.abs(batch.tokenValues()[t]) <= Float.MAX_VALUE)) {
                changes.token(t, 0);
                tell(reason.isEmpty(), StepObserver.TOKEN, true);
                reason = reason.isEmpty() ? "token is not finite" : reason;
            }
        }
        return reason;
    }

    private void tell(boolean holds, int column, boolean whole) {
        if (holds && told != null) {
            told.outOfRange(column, whole);
        }
    }

    private String number(int at, int column, float value) {
        ColumnScale scale = columns[column];
        float magnitude = Math.abs(value);
        if (Float.isInfinite(value) || magnitude > scale.absurdLimit()) {
            changes.number(at + column, Float.NaN);
            tell(true, column, true);
            return (Float.isInfinite(value) ? "number is not finite" : "number is absurd: limit=" + scale.absurdLimit())
                    + ": column=" + schema.numeric().get(column) + ", value=" + value;
        }
        changes.number(at + column, Math.copySign(scale.largest(), value));
        doubt = Math.min(doubt, scale.largest() / magnitude);
        bounded += told == null ? 0 : 1;
        tell(true, column, false);
        return "";
    }

    private String labelProblem(float value, float importance) {
        if (!loss.takes(value)) {
            return "loss does not take the label: loss=" + loss.kind().key() + ", label=" + value;
        }
        if (label != null && Math.abs(value) > label.absurdLimit()) {
            return "label is absurd: label=" + value + ", limit=" + label.absurdLimit();
        }
        return importance > weight.absurdLimit()
                ? "weight is absurd: weight=" + importance + ", limit=" + weight.absurdLimit()
                : "";
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
