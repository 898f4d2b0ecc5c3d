package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How records come into the job.
 *
 * @param access how to reach the brokers
 * @param topic where from
 * @param group the consumer group under which offsets are committed with each checkpoint; the job restores from its own state
 * @param start where a job without state begins
 * @param discovery how often to look for new partitions; empty for never
 */
public record SourceSettings(
        KafkaAccess access, String topic, String group, Start start, Optional<Duration> discovery) {
    /** Refuses null. */
    public SourceSettings {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(discovery, "discovery");
    }

    /**
     * Where a job without state begins.
     *
     * @param at earliest, latest, or at a time
     * @param timeMs for {@link At#TIMESTAMP}: the first record at or after it, milliseconds since 1970 UTC; else 0
     * @param offsets for {@link At#OFFSETS}: the first offset to read of each partition; else empty
     */
    public record Start(At at, long timeMs, Map<Integer, Long> offsets) {
        /** The kinds of beginnings. */
        public enum At {
            /** The oldest record kept. */
            EARLIEST,
            /** Only what is published from now on. */
            LATEST,
            /** The first record at or after a time. */
            TIMESTAMP,
            /** An offset of each partition. */
            OFFSETS
        }

        /** Copies the offsets. */
        public Start {
            offsets = Map.copyOf(offsets);
        }

        /** At the oldest record kept. */
        public static final Start EARLIEST = new Start(At.EARLIEST, 0, Map.of());

        /** Only what is published from now on. */
        public static final Start LATEST = new Start(At.LATEST, 0, Map.of());

        /** At the first record at or after a time. */
        public static Start timestamp(long timeMs) {
            return new Start(At.TIMESTAMP, timeMs, Map.of());
        }

        /** At an offset of each partition. */
        public static Start offsets(Map<Integer, Long> offsets) {
            return new Start(At.OFFSETS, 0, offsets);
        }
    }
}
