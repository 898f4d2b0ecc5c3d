package dev.evenkeel.model.data;

import java.util.Random;

/** Random examples for tests. */
public final class Rows {
    private Rows() {}

    /** An example with missing numbers, up to 40 tokens and every field set. */
    public static Example random(Random random, int width) {
        Example example = new Example(width)
                .label(random.nextFloat())
                .weight(random.nextInt(3))
                .timeMs(random.nextLong())
                .origin(random.nextInt(), random.nextLong());
        for (int j = 0; j < width; j++) {
            example.numeric()[j] = random.nextInt(4) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        for (int t = random.nextInt(40); t > 0; t--) {
            example.addToken(random.nextInt(1 << 15), random.nextInt(), random.nextFloat());
        }
        return example;
    }

    /** A batch of {@link #random} examples. */
    public static MiniBatch batch(Random random, int width, int rows) {
        MiniBatch.Builder builder = new MiniBatch.Builder(width, 1);
        for (int r = 0; r < rows; r++) {
            builder.add(random(random, width));
        }
        return builder.build();
    }
}
