package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * Looks at rows before a model sees them. A row with a number, token or label that is not finite, a number, label or weight that is
 * absurd (see {@link ColumnScale}), or a label that the loss does not take, is quarantined: what is wrong counts as missing, and the row
 * for nothing (weight 0), so that its step goes on without it. Numbers beyond their column's bound count as its usual
 * largest, and a row with one that is k times that counts for 1/k of its importance: it may be an outlier, or wrong.
 *
 * <p>Every row counts for the columns' scales, quarantined or not: values that keep coming are usual in the end. After {@value #ALL}
 * rows, only those of one row in {@value #LEAST_EVERY} do, or of {@value #OF_A_STEP} rows of a larger step; but after one beyond its
 * column's limits, those of the next {@value #ALERT} rows do, so that a change of units is seen as soon as ever. Numbers
 * that are missing, and zeros, do not. Tokens have {@link TokenScales}. Of weights, only those of one row in {@value #WEIGHTS_EVERY} do,
 * whatever they are: a weight is a multiple of a step, so that what follows it is lost at once, and a burst of 2,000 rows that count a
 * thousandfold must end before a thousand is usual, which takes 2,048 to 4,096.
 *
 * <p>Call order: {@link #begin} a batch, {@link #learn} or {@link #inspect} rows in order, then read {@link #batch}. Allocates only where it changes something. Not thread-safe.
 */
public final class InputGuard {
    private static final String SCALES = "normalizer/input-guard";
    private static final String COUNTS = "slots/input-guard/counts";
    private static final int UNIT_CHANGES = 2;
    private static final String ROWS = "slots/input-guard/rows";
    private static final String ALERTS = "slots/input-guard/alerts";
    /** Of so many rows all numbers count. */
    private static final int ALL = 2048;

    private static final int LEAST_EVERY = 4;
    private static final int OF_A_STEP = 16;
    private static final int ALERT = 16;
    private static final int WEIGHTS_EVERY = 16;
    /** 2^64 times the golden section. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

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
    private final int microBatch;
    private final int every;
    private final ColumnScale[] columns;
    private final ColumnScale label;
    private final ColumnScale weight;
    private final TokenScales tokens;
    /** Of each column, {@link ColumnScale#calm()}. */
    private final float[] calm;
    /** The largest magnitude of each column in the rows under way. */
    private final float[] peaks;
    /** The rows under way all of whose numbers count, and how many they are. */
    private int[] counted = new int[0];

    private int countedRows;

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
    /** Rows learned so far. */
    private long rows;
    /** Of each column, the row up to which all its numbers count. */
    private final long[] alerts;
    /** The last of these. */
    private long alert;

    /**
     * A guard that has seen nothing.
     *
     * @param microBatch rows that make one step
     */
    public InputGuard(Schema schema, Loss loss, StabilitySettings settings, int microBatch) {
        this.schema = schema;
        this.microBatch = microBatch;
        every = Math.max(LEAST_EVERY, microBatch / OF_A_STEP);
        this.loss = loss;
        this.settings = settings;
        columns = new ColumnScale[schema.numeric().size()];
        Arrays.setAll(columns, j -> column(settings.bound().orElse(Double.POSITIVE_INFINITY)));
        // a label beyond the bound is still the truth: the loss-gradient bound sees to it
        label = schema.task() == Task.REGRESSION ? column(Double.POSITIVE_INFINITY) : null;
        weight = column(Double.POSITIVE_INFINITY);
        tokens = new TokenScales(settings.absurd().orElse(Double.POSITIVE_INFINITY));
        calm = new float[columns.length];
        Arrays.fill(calm, Float.MAX_VALUE);
        peaks = new float[columns.length];
        alerts = new long[columns.length];
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
        for (int row = from; row < to; row++) {
            learnLabel(row);
        }
        learnNumbers(from, to);
        rows += to - from;
        for (int row = from; row < to; row++) {
            lookAtTokens(row);
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
                if (Math.abs(numeric[row * columns.length + j]) > calm[j]) { // not so where missing
                    lookAtNumber(row, j);
                }
            }
            lookAtTokens(row);
        }
    }

    private void start(int from, int to) {
        first = from;
        if (to - from > reasons.length) {
            reasons = new String[to - from];
            doubts = new float[to - from];
            counted = new int[to - from];
        }
        Arrays.fill(reasons, 0, to - from, null);
        Arrays.fill(doubts, 0, to - from, 1);
    }

    private void learnLabel(int row) {
        float value = changes.original().labels()[row];
        float importance = changes.original().weights()[row];
        if (!loss.takes(value)) {
            String kind = loss.kind().key();
            refuse(row, "loss does not take the label: loss=" + kind + ", label=" + value, StepObserver.LABEL);
        } else if (label != null && Math.abs(value) > label.absurdLimit()) {
            String limit = ", limit=" + label.absurdLimit();
            refuse(row, "label is absurd: label=" + value + limit, StepObserver.LABEL);
        } else if (importance > weight.absurdLimit()) {
            String limit = ", limit=" + weight.absurdLimit();
            refuse(row, "weight is absurd: weight=" + importance + limit, StepObserver.LABEL);
        }
        if (label != null) {
            label.add(value);
        }
        if (number(row) < ALL || sampled(number(row), WEIGHTS_EVERY)) {
            weight.add(importance);
        }
    }

    /** The number in the stream of a row under way. */
    private long number(int row) {
        return rows + row - first;
    }

    /** Column by column, whose scale is then at hand: columns know nothing of each other, so that it is the same as row by row. */
    private void learnNumbers(int from, int to) {
        int width = columns.length;
        Vectors.peaks(changes.original().numeric(), from * width, to - from, peaks, width);
        countedRows = 0;
        for (int row = from; row < to; row++) {
            if (number(row) < ALL || sampled(number(row), every)) {
                counted[countedRows++] = row;
            }
        }
        if (countedRows == 0 && rows > alert && Vectors.within(peaks, 0, calm, width)) {
            return;
        }
        for (int j = 0; j < width; j++) {
            learnColumn(j, from, to);
        }
    }

    /** While no number of the column needs a further look, those that count are all there is to learn. */
    private void learnColumn(int column, int from, int to) {
        int next = 0;
        if (rows > alerts[column]) {
            for (; peaks[column] <= calm[column]; next++) {
                if (next == countedRows) {
                    return;
                }
                learnNumber(counted[next], column);
            }
        }
        learnClosely(column, next == 0 ? from : counted[next - 1] + 1, to, next);
    }

    private void learnClosely(int column, int from, int to, int nextCounted) {
        int next = nextCounted;
        for (int row = from; row < to; row++) {
            boolean alerted = number(row) <= alerts[column];
            if (Math.abs(value(row, column)) > calm[column]) {
                lookAtNumber(row, column);
                alerts[column] = number(row) + ALERT;
                alert = Math.max(alert, alerts[column]);
            }
            boolean counts = next < countedRows && counted[next] == row;
            next += counts ? 1 : 0;
            if (counts || alerted) {
                learnNumber(row, column);
            }
        }
    }

    private float value(int row, int column) {
        return changes.original().numeric()[row * columns.length + column];
    }

    /** One row of so many, as even as can be and yet of no period (Weyl): rows often have one. */
    private static boolean sampled(long number, int every) {
        return ((number * GOLDEN) >>> 32) * every < (1L << 32);
    }

    private void learnNumber(int row, int column) {
        UnitChange change = columns[column].add(value(row, column));
        calm[column] = columns[column].calm();
        if (change != null) {
            unitChanges++;
            told.changed(row, column, change);
        }
    }

    private void lookAtTokens(int row) {
        MiniBatch batch = changes.original();
        for (int t = batch.tokenOffsets()[row]; t < batch.tokenOffsets()[row + 1]; t++) {
            float value = batch.tokenValues()[t];
            int field = batch.tokenFields()[t];
            int token = batch.tokens()[t];
            boolean finite = Math.abs(value) <= Float.MAX_VALUE;
            if (!finite || Math.abs(value) > tokens.limit(field, token)) {
                changes.token(t, 0);
                String limit = "token is absurd: limit=" + tokens.limit(field, token) + ", value=" + value;
                refuse(row, finite ? limit : "token is not finite", StepObserver.TOKEN);
            }
            if (finite && told != null) {
                tokens.add(field, token, value);
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
        float value = value(row, column);
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
        InputGuard copy = new InputGuard(schema, loss, settings, microBatch);
        copy.tokens.take(tokens);
        for (int c = 0; c < scales(); c++) {
            copy.scale(c).load(scale(c).values(), 0, scale(c).counters(), 0);
            copy.scale(c).settle(scale(c).homes(), 0);
        }
        copy.quarantined = quarantined;
        copy.bounded = bounded;
        copy.unitChanges = unitChanges;
        copy.rows = rows;
        System.arraycopy(alerts, 0, copy.alerts, 0, alerts.length);
        copy.alert = alert;
        copy.readCalm();
        return copy;
    }

    private void readCalm() {
        for (int j = 0; j < columns.length; j++) {
            calm[j] = columns[j].calm();
        }
    }

    private int scales() {
        return columns.length + (label == null ? 1 : 2);
    }

    private ColumnScale scale(int index) {
        return index < columns.length ? columns[index] : index == columns.length ? weight : label;
    }

    /**
     * A good state with the scales that are usual now: where no column has changed its unit since, they say more than those of
     * then, which may be too old for what has become usual.
     *
     * @param running the state that is left
     */
    public static NamedTensors keepScales(NamedTensors good, NamedTensors running) {
        if (!good.contains(COUNTS) || !running.contains(ALERTS)) {
            return good;
        }
        boolean sameUnits = good.longs(COUNTS, 3)[UNIT_CHANGES] == running.longs(COUNTS, 3)[UNIT_CHANGES];
        NamedTensors kept = good;
        for (String name : running.names()) {
            if (sameUnits && (name.startsWith(SCALES) || name.equals(ROWS) || name.equals(ALERTS))) {
                kept = kept.with(name, running.get(name));
            }
        }
        return kept;
    }

    /** Puts the state. */
    public void save(NamedTensors into) {
        float[] values = new float[scales() * ColumnScale.SIZE];
        double[] counters = new double[scales() * ColumnScale.COUNTERS];
        long[] homes = new long[scales() * ColumnScale.HOMES];
        for (int c = 0; c < scales(); c++) {
            System.arraycopy(scale(c).values(), 0, values, c * ColumnScale.SIZE, ColumnScale.SIZE);
            System.arraycopy(scale(c).counters(), 0, counters, c * ColumnScale.COUNTERS, ColumnScale.COUNTERS);
            System.arraycopy(scale(c).homes(), 0, homes, c * ColumnScale.HOMES, ColumnScale.HOMES);
        }
        tokens.save(into);
        into.put(SCALES + "/homes", homes, scales(), ColumnScale.HOMES);
        into.put(SCALES + "/recent", values, scales(), ColumnScale.SIZE);
        into.put(SCALES + "/columns", counters, scales(), ColumnScale.COUNTERS);
        into.put(COUNTS, new long[] {quarantined, bounded, unitChanges}, 3);
        into.put(ROWS, new long[] {rows, alert}, 2);
        into.put(ALERTS, alerts.clone(), alerts.length);
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
        if (from.contains(SCALES + "/homes")) {
            long[] homes = from.longs(SCALES + "/homes", scales() * ColumnScale.HOMES);
            for (int c = 0; c < scales(); c++) {
                scale(c).settle(homes, c * ColumnScale.HOMES);
            }
        }
        readCalm();
        tokens.load(from);
        if (from.onlyForPrediction()) {
            return;
        }
        if (from.contains(ROWS)) {
            long[] seen = from.longs(ROWS, 2);
            rows = seen[0];
            alert = seen[1];
            System.arraycopy(from.longs(ALERTS, alerts.length), 0, alerts, 0, alerts.length);
        }
        long[] counts = from.longs(COUNTS, 3);
        quarantined = counts[0];
        bounded = counts[1];
        unitChanges = counts[UNIT_CHANGES];
    }
}
