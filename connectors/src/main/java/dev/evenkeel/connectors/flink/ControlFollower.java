package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.ControlException;
import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows what the control topic says to readers of examples: the last word counts. Thread-safe: it is closed while another thread may
 * still read, and waits for it, since a consumer of Kafka's in use would refuse to be closed and keep its connections.
 */
final class ControlFollower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ControlSettings control;
    private Standing standing;
    private TopicReader reader;
    private boolean closed;

    /** Goes on from there; nothing is asked of the brokers yet. */
    ControlFollower(ControlSettings control, Standing standing) {
        this.control = control;
        this.standing = standing;
    }

    /** Takes in what is there already. */
    synchronized Standing catchUp() throws KafkaSetupException {
        if (closed) {
            return standing;
        }
        // Flink may close the class loader of a job that ends before it closes the job's enumerators. Clients of
        // Kafka load classes while they close, and where these are missing leave connections open in the
        // JobManager: closing one reader now loads them.
        try (TopicReader first = open()) {
            first.readToEnd(this::take);
        }
        reader = open();
        return standing;
    }

    private TopicReader open() throws KafkaSetupException {
        return TopicReader.fromOffsets(control.access(), control.topic(), standing.offsets(), PATIENCE);
    }

    /** Takes in what has come since, and waits a little for it. */
    synchronized Standing read() throws KafkaSetupException {
        if (!closed) {
            reader.poll(POLL).forEach(this::take);
        }
        return standing;
    }

    private void take(RawRecord read) {
        Map<Integer, Long> offsets = new HashMap<>(standing.offsets());
        offsets.put(read.partition(), read.offset() + 1);
        standing = new Standing(word(read).orElse(standing.held()), offsets);
    }

    /** What the record says to readers, if anything. Records that say nothing to anybody are the trainer's to report. */
    private Optional<Boolean> word(RawRecord read) {
        try {
            return ControlRecord.of(read, control.model())
                    .filter(record -> !record.action().isOrder())
                    .map(record -> record.action() == ControlRecord.Action.HOLD);
        } catch (ControlException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reader != null) {
            reader.close();
        }
    }
}
