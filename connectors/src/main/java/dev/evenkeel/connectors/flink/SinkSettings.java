package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.TopicSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How records leave the job.
 *
 * @param access how to reach the brokers
 * @param topic where to
 * @param transactions for exactly-once; without them delivery is at-least-once
 * @param maxRecordBytes the largest record the producer takes
 */
public record SinkSettings(KafkaAccess access, String topic, Optional<Transactions> transactions, int maxRecordBytes) {
    /**
     * How exactly-once sinks write.
     *
     * @param idPrefix stable across runs and different for each sink, since a restart finishes or aborts what carries it
     * @param timeout after which the brokers give up an unfinished transaction; far above checkpoint interval and restart time,
     *     and at most the brokers' {@code transaction.max.timeout.ms}
     */
    public record Transactions(String idPrefix, Duration timeout) {
        /** Refuses a blank prefix and a timeout that is not positive. */
        public Transactions {
            if (idPrefix.isBlank()) {
                throw new IllegalArgumentException("must not be blank: kafka.transactional-id-prefix=" + idPrefix);
            }
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException("must be at least 1 ms: delivery.transaction-timeout=" + timeout);
            }
        }
    }

    /** Refuses null and records of no size. */
    public SinkSettings {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(transactions, "transactions");
        if (maxRecordBytes < 1) {
            throw new IllegalArgumentException("must be at least 1: max.request.size=" + maxRecordBytes);
        }
    }

    /** Records show up at once, and again when the job restarts. */
    public static SinkSettings atLeastOnce(KafkaAccess access, String topic) {
        return new SinkSettings(access, topic, Optional.empty(), TopicSpec.MAX_ROW_RECORD_BYTES);
    }

    /** Records show up with the checkpoint, once, to readers that read committed records only. */
    public static SinkSettings exactlyOnce(KafkaAccess access, String topic, Transactions transactions) {
        return new SinkSettings(access, topic, Optional.of(transactions), TopicSpec.MAX_ROW_RECORD_BYTES);
    }
}
