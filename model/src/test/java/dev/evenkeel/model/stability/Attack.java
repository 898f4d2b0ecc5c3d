package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Task;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What is done to rows of a stream to throw a model; from hardware faults and broken upstream code to changed labels. */
public enum Attack {
    /** Nothing. */
    NONE {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {}
    },
    /** A label or a token that is not a number. */
    NOT_A_NUMBER {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            if (random.nextBoolean()) {
                row.label(Float.NaN);
            } else {
                row.addToken(0, 77, Float.NaN);
            }
        }
    },
    /** An infinite number. */
    INFINITE {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.numeric()[column(row, random)] =
                    random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
        }
    },
    /** A number of 1e30. */
    HUGE {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.numeric()[column(row, random)] = random.nextBoolean() ? 1e30f : -1e30f;
        }
    },
    /** A label that is absurd, or says nothing. */
    LABEL {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.label(task == Task.REGRESSION ? 1e12f : random.nextInt(2));
        }
    },
    /** Numbers too small to have all their digits. */
    DENORMAL {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.numeric()[column(row, random)] = 1e-42f * (1 + random.nextInt(10));
        }
    },
    /** Columns that no longer change. */
    CONSTANT_COLUMNS {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            for (int j = 0; j < row.numeric().length; j++) {
                row.numeric()[j] = 1;
            }
        }
    },
    /** A column whose numbers grow tenfold every 50 rows. */
    EXPLODING_SCALE {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.numeric()[0] *= (float) Math.pow(10, Math.min(38, since / 50.0));
        }
    },
    /** Labels the wrong way round. */
    FLIPPED_LABELS {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.label(flipped(row.label(), task));
        }
    },
    /** Labels all the same. */
    SINGLE_CLASS {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.label(1);
        }
    },
    /** Rows without any feature. */
    ZERO_ROWS {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            float label = row.label();
            long timeMs = row.timeMs();
            long offset = row.offset();
            row.clear().label(label).weight(1).timeMs(timeMs).origin(0, offset);
            Arrays.fill(row.numeric(), 0);
        }
    },
    /** Rows that count a thousandfold: so large are their steps. */
    STEP_BOMB {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            row.weight(1000);
        }
    },
    /** Labels that turn round every 50 rows. */
    ALTERNATING {
        @Override
        void apply(Example row, Task task, long since, RandomGenerator random) {
            if (since / 50 % 2 == 0) {
                row.label(flipped(row.label(), task));
            }
        }
    };

    /** Changes the row, which is number {@code since} of the attack. */
    abstract void apply(Example row, Task task, long since, RandomGenerator random);

    private static int column(Example row, RandomGenerator random) {
        return random.nextInt(row.numeric().length);
    }

    private static float flipped(float label, Task task) {
        return switch (task) {
            case BINARY -> 1 - label;
            case MULTICLASS -> (label + 1) % 3;
            case REGRESSION -> 14 - label;
        };
    }
}
