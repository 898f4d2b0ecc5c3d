package dev.evenkeel.model.learner;

import dev.evenkeel.model.evaluation.PublishGate;
import java.util.Arrays;

/** What a lane has done so far. Mutable; not thread-safe. */
public final class Counts {
    static final int LENGTH = 11;
    /** Older states have fewer numbers. */
    private static final int LEAST_LENGTH = 7;

    long examples;
    long refusedRows;
    long refusedBatches;
    long sequence;
    long publishedVersion = -1;
    long batches;
    long lastTimeMs = Long.MIN_VALUE;
    long rollbacks;
    long returns;
    long withheld;
    double passedMetric = Double.NaN;

    /**
     * What a published snapshot says of its lane; all else begins anew.
     *
     * @param sequence of the publication
     * @param version of the model
     * @param examples learned from
     * @param lastTimeMs event time of the latest row, milliseconds since 1970 UTC
     */
    public static Counts published(long sequence, long version, long examples, long lastTimeMs) {
        Counts counts = new Counts();
        counts.sequence = sequence;
        counts.publishedVersion = version;
        counts.examples = examples;
        counts.lastTimeMs = lastTimeMs;
        return counts;
    }

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

    /** Times that a good state has returned because it predicts better than what was learned since. */
    public long returns() {
        return returns;
    }

    /** Times that a good state has returned because something was wrong, or someone wanted it. */
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
        if (!unpublished(version)) {
            return false;
        }
        publishedVersion = version;
        sequence++;
        return true;
    }

    /** Whether that version has not been published. */
    public boolean unpublished(long version) {
        return version != publishedVersion;
    }

    /** Times that the gate withheld a snapshot. */
    public long withheld() {
        return withheld;
    }

    /** The gate's metric of the model that passed it last; NaN before the first. */
    public double passedMetric() {
        return passedMetric;
    }

    /** Remembers a decision of the gate. */
    public void decided(PublishGate.Decision decision) {
        if (decision.passed()) {
            passedMetric = decision.value();
        } else {
            withheld++;
        }
    }

    /** Event time of the latest row in milliseconds since 1970 UTC; {@link Long#MIN_VALUE} before the first. */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    long[] toArray() {
        return new long[] {
            examples,
            refusedRows,
            refusedBatches,
            sequence,
            publishedVersion,
            batches,
            lastTimeMs,
            rollbacks,
            returns,
            withheld,
            Double.doubleToLongBits(passedMetric)
        };
    }

    static Counts of(long[] saved) {
        if (saved.length < LEAST_LENGTH || saved.length > LENGTH) {
            throw new IllegalArgumentException("wrong length: counts=" + saved.length + ", expected=" + LENGTH);
        }
        long[] values = Arrays.copyOf(saved, LENGTH);
        Counts counts = new Counts();
        counts.examples = values[0];
        counts.refusedRows = values[1];
        counts.refusedBatches = values[2];
        counts.sequence = values[3];
        counts.publishedVersion = values[4];
        counts.batches = values[5];
        counts.lastTimeMs = values[6];
        counts.rollbacks = values[7];
        counts.returns = values[8];
        counts.withheld = values[9];
        counts.passedMetric = saved.length < LENGTH ? Double.NaN : Double.longBitsToDouble(values[10]);
        return counts;
    }
}
