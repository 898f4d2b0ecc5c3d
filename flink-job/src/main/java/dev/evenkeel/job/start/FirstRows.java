package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Start;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.model.data.Example;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the schema against the rows that a fresh run would read first; where those are yet to come, against the newest, whose problems are
 * only noted.
 */
final class FirstRows {
    private static final int ROWS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_NS = Duration.ofSeconds(3).toNanos();

    private final PipelineSpec spec;
    private final Decoder decoder;
    private final Example row;
    private int read;
    private int failed;
    private String first = "";
    private String unusable = "";

    private FirstRows(PipelineSpec spec, Decoder decoder) {
        this.spec = spec;
        this.decoder = decoder;
        row = new Example(spec.schema().numeric().size());
    }

    /** Makes the decoder that the settings ask for; empty, with the finding, when there is none. */
    static Optional<FirstRows> of(PipelineSpec spec, Findings findings) {
        try {
            Decoder decoder = Formats.decoder(
                    spec.examples().format().key(), spec.examples().options(), spec.schema());
            return Optional.of(new FirstRows(spec, decoder));
        } catch (IllegalArgumentException e) {
            findings.setting(e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Decodes the first rows of a topic that is there.
     *
     * @param least with as many rows of which none can be decoded, the schema is wrong; beyond those that are read, rows that cannot be
     *     decoded are only noted
     */
    void check(TopicAdmin admin, int least, Findings findings) throws KafkaSetupException {
        read(admin);
        judge(least, findings);
    }

    private void read(TopicAdmin admin) throws KafkaSetupException {
        String topic = spec.examples().topic();
        KafkaAccess access = Surroundings.access(spec);
        Map<Integer, Long> offsets = new HashMap<>(admin.endOffsets(topic));
        if (spec.examples().start() instanceof Start.Timestamp at) {
            offsets.putAll(admin.offsetsAt(topic, at.timestamp().toEpochMilli()));
        } else {
            long each = yetToCome() ? (ROWS + offsets.size() - 1) / offsets.size() : Long.MAX_VALUE;
            admin.beginningOffsets(topic)
                    .forEach((partition, first) ->
                            offsets.merge(partition, first, (end, from) -> Math.max(end - each, from)));
        }
        List<RawRecord> records = new ArrayList<>();
        long begun = System.nanoTime();
        try (TopicReader reader = TopicReader.fromOffsets(access, topic, offsets, PATIENCE)) {
            while (records.size() < ROWS && !reader.atEnd() && System.nanoTime() - begun < LONGEST_NS) {
                records.addAll(reader.poll(POLL));
            }
        }
        records.stream().limit(ROWS).forEach(this::decode);
    }

    private boolean yetToCome() {
        return spec.examples().start() instanceof Start.Latest;
    }

    private void decode(RawRecord record) {
        read++;
        try {
            decoder.decode(record.value(), row);
        } catch (DecodeException e) {
            failed++;
            if (unusable.isEmpty() && e.reason().equals(Formats.UNUSABLE_SCHEMA)) {
                unusable = e.getMessage();
            }
            if (first.isEmpty()) {
                String why = spec.rejects().hashValues() ? e.reason() + ": " + e.column() : e.getMessage();
                first = "partition=" + record.partition() + ", offset=" + record.offset() + ": " + why;
            }
        }
    }

    private void judge(int least, Findings findings) {
        if (failed == 0) {
            return;
        }
        if (yetToCome()) {
            findings.note(failed + " of the newest " + read + " rows of "
                    + spec.examples().topic() + " cannot be decoded; the first: " + first);
        } else if (!unusable.isEmpty() && least <= ROWS) { // all rows of that schema would be rejected, one by one
            findings.setting("rows of a schema that cannot be read: examples.topic="
                    + spec.examples().topic() + "; " + unusable + "; see examples.options");
        } else if (failed == read && read >= least) {
            findings.setting("none of the first " + read + " rows can be decoded: examples.topic="
                    + spec.examples().topic() + "; the first: " + first
                    + "; see examples.format, examples.options and schema");
        } else {
            findings.note(failed + " of the first " + read + " rows of "
                    + spec.examples().topic() + " cannot be decoded; the first: " + first);
        }
    }
}
