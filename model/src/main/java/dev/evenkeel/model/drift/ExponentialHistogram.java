package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * A window of values in O(M log n) buckets that hold 2^i values each, at most M of a size, and never larger ones than older ones
 * (Datar, Gionis, Indyk, Motwani 2002, doi:10.1137/S0097539701398363; Bifet, Gavaldà 2007, section 4). Adding is amortized O(1).
 */
final class ExponentialHistogram {
    /** 2⁵³ values and more are never reached, and counts are exact in double precision below. */
    private static final int MOST_ROWS = 53;

    private final int perRow;
    /** By size: row i has buckets of 2^i values. Rows that have emptied stay. */
    private final List<BucketRow> rows = new ArrayList<>();

    private long width;

    ExponentialHistogram(int perRow) {
        this.perRow = perRow;
        rows.add(new BucketRow(perRow));
    }

    /** Values in the window. */
    long width() {
        return width;
    }

    int rows() {
        return rows.size();
    }

    /** The buckets of 2^i values. */
    BucketRow row(int i) {
        return rows.get(i);
    }

    /** The most buckets there can be with the present rows. */
    int capacity() {
        return rows.size() * perRow;
    }

    void add(double value) {
        rows.get(0).append().set(value);
        width++;
        for (int i = 0; rows.get(i).held > perRow; i++) {
            if (i + 1 == rows.size()) {
                rows.add(new BucketRow(perRow));
            }
            rows.get(i).mergeOldestInto(rows.get(i + 1));
        }
    }

    /** Forgets the oldest bucket; there must be one. */
    void dropOldest() {
        int i = rows.size() - 1;
        while (rows.get(i).held == 0) {
            i--;
        }
        rows.get(i).dropOldest();
        width -= 1L << i;
    }

    ExponentialHistogram copy() {
        ExponentialHistogram copy = new ExponentialHistogram(perRow);
        for (int i = 0; i < rows.size(); i++) {
            BucketRow row = rows.get(i);
            if (i > 0) {
                copy.rows.add(new BucketRow(perRow));
            }
            for (int b = 0; b < row.held; b++) {
                copy.rows.get(i).append().set(row.bucket(b));
            }
        }
        copy.width = width;
        return copy;
    }

    /** Puts buckets a row, and four numbers a bucket: mean, squares, low, high. */
    void save(String prefix, NamedTensors into) {
        long[] held = new long[rows.size()];
        int buckets = 0;
        for (int i = 0; i < held.length; i++) {
            held[i] = rows.get(i).held;
            buckets += rows.get(i).held;
        }
        double[] numbers = new double[4 * buckets];
        int at = 0;
        for (BucketRow row : rows) {
            for (int b = 0; b < row.held; b++) {
                Moments bucket = row.bucket(b);
                numbers[at++] = bucket.mean;
                numbers[at++] = bucket.squares;
                numbers[at++] = bucket.low;
                numbers[at++] = bucket.high;
            }
        }
        into.put(prefix + "/held", held, held.length);
        into.put(prefix + "/buckets", numbers, buckets, 4);
    }

    static ExponentialHistogram loaded(int perRow, String prefix, NamedTensors from) {
        long[] held = from.longs(prefix + "/held");
        Checks.saved(held.length >= 1 && held.length <= MOST_ROWS, prefix + "/held");
        int buckets = 0;
        for (long count : held) {
            Checks.saved(count >= 0 && count <= perRow, prefix + "/held");
            buckets += (int) count;
        }
        double[] numbers = from.doubles(prefix + "/buckets", 4 * buckets);
        ExponentialHistogram loaded = new ExponentialHistogram(perRow);
        int at = 0;
        for (int i = 0; i < held.length; i++) {
            if (i > 0) {
                loaded.rows.add(new BucketRow(perRow));
            }
            for (int b = 0; b < held[i]; b++, at += 4) {
                Moments bucket = loaded.rows.get(i).append();
                bucket.count = 1L << i;
                bucket.mean = Checks.value(numbers[at]);
                bucket.squares = numbers[at + 1];
                bucket.low = Checks.value(numbers[at + 2]);
                bucket.high = Checks.value(numbers[at + 3]);
                Checks.saved(
                        bucket.squares >= 0 && bucket.squares <= Double.MAX_VALUE && bucket.low <= bucket.high,
                        prefix + "/buckets");
                loaded.width += bucket.count;
            }
        }
        return loaded;
    }
}
