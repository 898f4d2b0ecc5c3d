package dev.evenkeel.cli.plasticity;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Images of digits, their pixels in whatever order is asked for. Immutable and thread-safe. */
public final class Digits {
    static final int PIXELS = 64;

    private final int[][] rows;

    private Digits(int[][] rows) {
        this.rows = rows;
    }

    /**
     * Reads what {@code evenkeel data digits} writes: a header, then 64 levels of ink from 0 to 16 and the digit.
     *
     * @throws IOException when a row is none
     */
    public static Digits read(InputStream csv) throws IOException {
        try {
            List<int[]> rows = new BufferedReader(new InputStreamReader(csv, StandardCharsets.US_ASCII))
                    .lines()
                    .skip(1)
                    .map(Digits::row)
                    .toList();
            return new Digits(rows.toArray(int[][]::new));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int[] row(String line) {
        int[] row =
                Arrays.stream(line.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        if (row.length != PIXELS + 1) {
            throw new UncheckedIOException(new IOException("wrong column count: columns=" + row.length));
        }
        return row;
    }

    /** How many images there are. */
    public int count() {
        return rows.length;
    }

    /**
     * Images drawn at random, with repeats, their pixels permuted alike.
     *
     * @param order where each pixel comes from
     * @param random advanced by a draw an image
     */
    MiniBatch draw(int images, int[] order, RandomStream random) {
        MiniBatch.Builder batch = new MiniBatch.Builder(PIXELS, images);
        Example example = new Example(PIXELS);
        for (int i = 0; i < images; i++) {
            int[] row = rows[random.nextInt(rows.length)];
            example.clear().label(row[PIXELS]);
            for (int p = 0; p < PIXELS; p++) {
                example.numeric()[p] = row[order[p]];
            }
            batch.add(example);
        }
        return batch.build();
    }
}
