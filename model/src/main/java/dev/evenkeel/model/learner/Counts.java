package dev.evenkeel.model.learner;

/** What a lane has done so far. Mutable; not thread-safe. */
public final class Counts {
    static final int LENGTH = 8;

    long examples;
    long refusedRows;
    long refusedBatches;
    long sequence;
    long publishedVersion = -1;
    long batches;
    long lastTimeMs = Long.MIN_VALUE;
    long rollbacks;

    /** Examples learned from. */
    public long examples() {
        return examples;
    }

    /** Rows refused after decoding: quarantined, of steps that were not finite, taken back, or come while nothing is learned. */
    public long refusedRows() {
        return refusedRows;
    }

    /** Refused steps: rows for linear models, micro-batches for networks; quarantined rows refuse none. */
    public long refusedBatches() {
        return refusedBatches;
    }

    /** Times that a good state has returned. */
    public long rollbacks() {
        return rollbacks;
    }

    /** The number of the last published snapshot; 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** Mini-batches taken in. */
    public long batches() {
        return batches;
    }

    /** Counts a publication of that version under the next {@link #sequence()}; false, and no count, when it is published. */
    public boolean publish(long version) {
        if (version == publishedVersion) {
            return false;
        }
        publishedVersion = version;
        sequence++;
        return true;
    }

    /** Event time of the latest row in milliseconds since 1970 UTC; {@link Long#MIN_VALUE} before the first. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    long[] toArray() {
        return new long[] {
            examples, refusedRows, refusedBatches, sequence, publishedVersion, batches, lastTimeMs, rollbacks
        };
    }

    static Counts of(long[] values) {
        if (values.length != LENGTH && values.length != LENGTH - 1) {
            throw new IllegalArgumentException("wrong length: counts=" + values.length + ", expected=" + LENGTH);
        }
        Counts counts = new Counts();
        counts.examples = values[0];
        counts.refusedRows = values[1];
        counts.refusedBatches = values[2];
        counts.sequence = values[3];
        counts.publishedVersion = values[4];
        counts.batches = values[5];
        counts.lastTimeMs = values[6];
        counts.rollbacks = values.length < LENGTH ? 0 : values[7]; // older states have none
        return counts;
    }
}
