package dev.evenkeel.cli.stability;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Task;
import java.util.BitSet;

/** What is done to a stream. */
public enum Attack {
    /** Nothing: what the others are held against. */
    NONE("clean", 1),
    /** {@link Poison#WILD} numbers in the column in the middle. */
    POISON("poisoned numbers", 1),
    /** From the middle on, 2,000 labels, or a tenth of the stream where that is less, are another class's, or mirrored at 0. */
    FLIPS("flipped labels", 1),
    /** From the middle on, the learning rate is a hundred times as large for 500 rows, or a fortieth of the stream where that is less. */
    HASTE("step × 100", 100),
    /** The same, a thousand times. */
    BOMB("step × 1000", 1_000);

    private static final int FLIPPED = 2_000;
    private static final int BOMBED = 500;
    private static final int RECOVERY = 2_000;

    private final String title;
    private final double haste;

    Attack(String title, double haste) {
        this.title = title;
        this.haste = haste;
    }

    /** For tables. */
    public String title() {
        return title;
    }

    /** How much larger the learning rate is while it lasts; 1 for what leaves it alone. */
    double haste() {
        return haste;
    }

    /** The first row of an attack that ends. */
    int begin(int rows) {
        return rows / 2;
    }

    /** The row after the last of an attack that begins in the middle. */
    int end(int rows) {
        return begin(rows)
                + (this == FLIPS ? Math.min(FLIPPED, rows / 10) : haste > 1 ? Math.min(BOMBED, rows / 40) : 0);
    }

    /** The row from which on the loss counts: where an attack has ended, and had time to be forgotten; 0 for one that lasts. */
    int settled(int rows) {
        return end(rows) > begin(rows) ? end(rows) + Math.min(RECOVERY, rows / 10) : 0;
    }

    /** Whether the learning rate is another for that row. */
    boolean bombs(int row, int rows) {
        return haste > 1 && row >= begin(rows) && row < end(rows);
    }

    /**
     * Changes rows in place.
     *
     * @return which; a larger step changes none
     */
    BitSet strike(RealStream stream, long seed) {
        if (this == POISON) {
            return Poison.WILD.strike(stream, stream.width() / 2, seed);
        }
        BitSet struck = new BitSet();
        if (this == FLIPS) {
            for (int r = begin(stream.rows()); r < end(stream.rows()); r++) {
                struck.set(r);
                flip(stream.row(r), stream.task(), stream.outputs());
            }
        }
        return struck;
    }

    private static void flip(Example row, Task task, int outputs) {
        row.label(
                switch (task) {
                    case BINARY -> 1 - row.label();
                    case MULTICLASS -> (row.label() + 1) % outputs;
                    case REGRESSION -> -row.label();
                });
    }
}
