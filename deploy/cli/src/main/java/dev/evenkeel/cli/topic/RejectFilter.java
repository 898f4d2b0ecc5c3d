package dev.evenkeel.cli.topic;

import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Which rejects are meant.
 *
 * @param reason a part of the message, whatever its case; empty for any
 * @param stage where in the job they were refused; empty for any
 * @param since the earliest time of the row
 * @param until the time that all rows are before
 */
public record RejectFilter(String reason, String stage, Instant since, Instant until) {
    /** All rejects. */
    public static final RejectFilter ALL = new RejectFilter("", "", Instant.MIN, Instant.MAX);

    /** Refuses null. */
    public RejectFilter {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(stage, "stage");
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("must be before --until: --since=" + since + ", --until=" + until);
        }
    }

    /** Whether this record is meant; {@code rejected} is what its headers say. */
    boolean takes(RawRecord read, RejectedRecord rejected) {
        Instant time = Instant.ofEpochMilli(read.timeMs());
        return !time.isBefore(since)
                && time.isBefore(until)
                && (stage.isEmpty() || stage.equals(rejected.stage()))
                && rejected.message().toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }
}
