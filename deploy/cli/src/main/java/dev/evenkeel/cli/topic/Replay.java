package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Publishes the rows of a file to a pipeline's examples topic: the bytes as they are, without header and line ends; the records of
 * an Avro file with the prefix that the topic's readers want. A record has the time of its row where the schema names a column of
 * time, else the present.
 *
 * @param spec the pipeline
 * @param source opens the rows at their beginning, once a round
 * @param rowsPerSecond 0: as fast as it goes
 * @param rounds how often all rows are published; {@link #ENDLESS} for until it is stopped
 * @param schemaId the number of an Avro file's schema, where the topic's rows begin with one
 */
public record Replay(PipelineSpec spec, Source source, double rowsPerSecond, long rounds, OptionalInt schemaId) {
    /** As many rounds as there can be. */
    public static final long ENDLESS = Long.MAX_VALUE;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where rows come from. */
    public interface Source {
        /**
         * Opens the rows at their beginning.
         *
         * @throws IOException when they cannot be read
         */
        RowReader open() throws IOException;
    }

    /**
     * What was published.
     *
     * @param rowsByPartition rows acknowledged by the brokers
     * @param seconds how long it took
     * @param stopped whether it was stopped before its end
     */
    public record Result(Map<Integer, Long> rowsByPartition, double seconds, boolean stopped) {
        /** Rows acknowledged by the brokers. */
        public long rows() {
            return rowsByPartition.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Refuses rates and rounds that cannot be. */
    public Replay {
        if (!(rowsPerSecond >= 0) || Double.isInfinite(rowsPerSecond)) {
            throw new IllegalArgumentException("must be >= 0: --rate=" + rowsPerSecond);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("must be >= 1: rounds=" + rounds);
        }
    }

    /** The same without a schema's number. */
    public Replay(PipelineSpec spec, Source source, double rowsPerSecond, long rounds) {
        this(spec, source, rowsPerSecond, rounds, OptionalInt.empty());
    }

    /**
     * Makes sure that the examples topic is there, creating it with unlimited retention where the pipeline allows: replayed rows
     * carry old times.
     *
     * @return the rows it holds already
     * @throws KafkaSetupException when the brokers do not answer, or there is no topic
     */
    public long prepareTopic() throws KafkaSetupException {
        String name = spec.examples().topic();
        TopicSpec topic = TopicSpec.rows(
                name, "examples.topic", spec.kafka().partitions(), spec.kafka().replication());
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), PATIENCE)) {
            if (spec.kafka().createTopics()) {
                admin.create(List.of(topic));
            }
            admin.require(List.of(topic));
            return sum(admin.endOffsets(name)) - sum(admin.beginningOffsets(name));
        }
    }

    /**
     * Opens the rows and closes them.
     *
     * @throws IOException when they cannot be read
     * @throws IllegalArgumentException when they are not as the topic's readers expect them
     */
    public void check() throws IOException {
        try (RowReader reader = source.open()) {
            PrefixedRow.of(spec.examples(), reader.options(), schemaId);
        }
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Publishes until the rows end or {@code stop} says so, and waits for the brokers to acknowledge.
     *
     * @param progress told the number of rows handed to the brokers, after each
     * @throws IOException when rows cannot be read or published
     */
    public Result run(BooleanSupplier stop, LongConsumer progress) throws IOException {
        long started = System.nanoTime();
        long rows = 0;
        try (RowPublisher publisher =
                RowPublisher.open(Surroundings.access(spec), spec.examples().topic(), rowsPerSecond)) {
            boolean empty = false;
            for (long round = 0; round < rounds && !stop.getAsBoolean() && !empty; round++) {
                long before = rows;
                rows = round(publisher, rows, stop, progress);
                empty = rows == before;
            }
            publisher.flush();
            return new Result(publisher.counts(), (System.nanoTime() - started) / 1e9, stop.getAsBoolean());
        }
    }

    private long round(RowPublisher publisher, long before, BooleanSupplier stop, LongConsumer progress)
            throws IOException {
        long rows = before;
        try (RowReader reader = source.open()) {
            RowTimes times = new RowTimes(spec, reader.options());
            PrefixedRow row = PrefixedRow.of(spec.examples(), reader.options(), schemaId);
            while (!stop.getAsBoolean() && reader.next()) {
                row.set(reader);
                if (times.read(reader)) {
                    publisher.publish(row.bytes(), row.from(), row.to(), times.timeMs());
                } else {
                    publisher.publish(row.bytes(), row.from(), row.to());
                }
                progress.accept(++rows);
            }
        }
        return rows;
    }
}
