package dev.evenkeel.model.drift;

/** Buckets of one size, the oldest first. The objects are reused, so that filling and emptying allocates nothing. */
final class BucketRow {
    /** How many buckets are in use. */
    int held;

    private final Moments[] buckets;

    /** Room for {@code perRow} buckets and the one more that makes two merge. */
    BucketRow(int perRow) {
        buckets = new Moments[perRow + 1];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new Moments();
        }
    }

    /** The {@code i}-th oldest. */
    Moments bucket(int i) {
        return buckets[i];
    }

    /** A new newest bucket, for the caller to fill. */
    Moments append() {
        return buckets[held++];
    }

    /** Moves the two oldest, as one, to the row of buckets twice as large. */
    void mergeOldestInto(BucketRow larger) {
        buckets[0].merge(buckets[1]);
        larger.append().set(buckets[0]);
        dropOldest();
        dropOldest();
    }

    void dropOldest() {
        Moments oldest = buckets[0];
        System.arraycopy(buckets, 1, buckets, 0, held - 1);
        buckets[--held] = oldest;
    }
}
