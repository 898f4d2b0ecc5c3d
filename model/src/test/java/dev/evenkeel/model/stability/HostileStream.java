package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A stream that stays as it is, and that can be attacked: each row is a function of the seed and its number, clean or not, so that a twin
 * can see the same rows without the attack. Numbers of very different units and three categories say the label, with noise.
 */
public final class HostileStream {
    private static final int WIDTH = 5;

    private final Task task;
    private final long seed;
    private final Schema schema;

    /** A stream of that task. */
    public HostileStream(Task task, long seed) {
        this.task = task;
        this.seed = seed;
        schema = Schemas.of(task, WIDTH, 1, 0, 12);
    }

    /** Its columns. */
    public Schema schema() {
        return schema;
    }

    /** Rows {@code [from, to)} as they are. */
    public MiniBatch rows(int from, int to) {
        return rows(from, to, Attack.NONE, from);
    }

    /** Rows {@code [from, to)} under an attack that began with row {@code began}. */
    public MiniBatch rows(int from, int to, Attack attack, int began) {
        MiniBatch.Builder builder = new MiniBatch.Builder(WIDTH, Math.max(1, to - from));
        Example row = new Example(WIDTH);
        for (int r = from; r < to; r++) {
            RandomGenerator random =
                    new SplittableRandom(seed * 1_000_003 + r); // Random's first numbers follow the seed
            clean(row.clear().timeMs(r).origin(0, r), random);
            attack.apply(row, task, r - began, random);
            builder.add(row);
        }
        return builder.build();
    }

    private void clean(Example row, RandomGenerator random) {
        double[] scores = new double[3];
        for (int j = 0; j < WIDTH; j++) {
            double z = random.nextGaussian();
            row.numeric()[j] = (float) (z * Math.pow(10, j - 2));
            for (int k = 0; k < 3; k++) {
                scores[k] += z * Math.cos(j + 2 * k);
            }
        }
        int category = random.nextInt(3);
        row.addToken(0, 1_000_003 * (category + 1), 1);
        row.weight(1);
        scores[category] += 1;
        int likeliest = 0;
        for (int k = 0; k < 3; k++) {
            scores[k] += random.nextGaussian() / 2;
            likeliest = scores[k] > scores[likeliest] ? k : likeliest;
        }
        row.label(
                switch (task) {
                    case BINARY -> scores[0] > 0 ? 1 : 0;
                    case MULTICLASS -> likeliest;
                    case REGRESSION -> (float) (7 + 3 * scores[0]);
                });
    }
}
