package dev.evenkeel.cli.stability;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.math.RandomStream;
import java.util.BitSet;

/** What is wrong with one row in a thousand, or with a column from the middle of the stream on. */
public enum Poison {
    /** A number is NaN, infinite, or 10² to 10³⁰ times as large as the column's largest, uniformly in the logarithm; a third of them each. */
    WILD("wild", 1, false, 2, 30),
    /** A number is 3 to 100 times as large as the column's largest, uniformly in the logarithm. */
    MILD("mild", 1, false, Math.log10(3), 2),
    /** As {@link #WILD}, of the label. */
    WILD_LABEL("wild label", 1, true, 2, 30),
    /** As {@link #MILD}, of the label. */
    MILD_LABEL("mild label", 1, true, Math.log10(3), 2),
    /** Numbers are in a unit a thousand times as large. */
    SMALLER("÷ 1000", 1e-3f, false, 0, 0),
    /** Numbers are in a unit a thousand times as small. */
    LARGER("× 1000", 1e3f, false, 0, 0);

    private static final double SHARE = 0.001;
    private static final int LEARNED = 2_000;
    private static final int JUDGED = 7_000;

    private final String title;
    private final float unit;
    private final boolean label;
    private final double least;
    private final double most;

    Poison(String title, float unit, boolean label, double least, double most) {
        this.title = title;
        this.unit = unit;
        this.label = label;
        this.least = least;
        this.most = most;
    }

    /** For tables. */
    public String title() {
        return title;
    }

    /** Whether a stream of that task can have it: only a label that is a number can be too large. */
    public boolean fits(Task task) {
        return !label || task == Task.REGRESSION;
    }

    /** Whether chance has a part in it. */
    boolean seeded() {
        return unit == 1;
    }

    /** Whether it strikes the label, and no column. */
    public boolean label() {
        return label;
    }

    /** The first row whose loss counts: all do, but after a change of units those from 2,000 rows after it, or half of what is left. */
    int from(int rows) {
        return unit == 1 ? 0 : rows / 2 + Math.min(LEARNED, rows / 4);
    }

    /** The row after the last that counts: 7,000 after a change of units. */
    int to(int rows) {
        return unit == 1 ? rows : Math.min(rows, rows / 2 + JUDGED);
    }

    /**
     * Changes rows in place.
     *
     * @param column of numbers; of no meaning where the label is struck
     * @return those whose own loss says nothing; a change of units makes none such
     */
    BitSet strike(RealStream stream, int column, long seed) {
        BitSet struck = new BitSet();
        if (seeded()) {
            RandomStream random = new RandomStream(seed).split("poison");
            double largest = label ? stream.largestLabel() : stream.largest(column);
            for (int r = 0; r < stream.rows(); r++) {
                if (random.nextFloat() < SHARE) {
                    struck.set(r);
                    set(stream.row(r), column, drawn(largest, random));
                }
            }
        } else {
            for (int r = stream.rows() / 2; r < stream.rows(); r++) {
                stream.row(r).numeric()[column] *= unit;
            }
        }
        return struck;
    }

    private void set(Example row, int column, float value) {
        if (label) {
            row.label(value);
        } else {
            row.numeric()[column] = value;
        }
    }

    private float drawn(double largest, RandomStream random) {
        boolean wild = this == WILD || this == WILD_LABEL;
        int sign = random.nextInt(2) == 0 ? 1 : -1;
        double magnitude = largest * Math.pow(10, least + (most - least) * random.nextFloat());
        return switch (wild ? random.nextInt(3) : 2) {
            case 0 -> Float.NaN;
            case 1 -> sign * Float.POSITIVE_INFINITY;
            default -> (float) (sign * magnitude);
        };
    }
}
