package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.Originals;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends rejects back to the topic of examples: key, value, headers and time as they came, into the partition they came from, with
 * a header that says which reject they were. Rows that bear such a header are not sent again, so that a replay that was broken
 * off can be repeated, and a row that comes back goes round once. Not thread-safe.
 */
public final class RejectReplay {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How a replay goes about it. */
    public enum Mode {
        /** Nothing is sent. */
        DRY_RUN,
        /** What was replayed before is left out. */
        ONCE,
        /** What was replayed before goes again. */
        AGAIN
    }

    /** What became of a reject. */
    public enum Fate {
        /** Sent to the topic of examples, or would be. */
        REPLAYED,
        /** It has been replayed before. */
        DONE,
        /** It came back after a replay. */
        CAME_BACK,
        /** It holds hashes. */
        HASHED,
        /** It holds the row as decoded, or a part of it, and its original is in the topic no longer. */
        GONE
    }

    private final PipelineSpec spec;
    private final KafkaAccess access;
    private final RejectFilter filter;
    private final Mode mode;
    private final Map<Fate, Long> fates = new HashMap<>();
    private final Map<Integer, Long> firstOriginals = new HashMap<>();
    private final Map<Integer, Long> lastRejects = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, Originals> originals = new HashMap<>();
    private int partitions;

    /** A replay of the rejects that are meant. */
    public RejectReplay(PipelineSpec spec, RejectFilter filter, Mode mode) {
        this.spec = spec;
        this.filter = filter;
        this.mode = mode;
        access = Surroundings.access(spec);
    }

    /**
     * Replays, and waits for the brokers to acknowledge.
     *
     * @return how many rejects had which fate
     * @throws IOException when topics cannot be read or written
     */
    public Map<Fate, Long> run() throws IOException {
        findRejects();
        if (!firstOriginals.isEmpty()) {
            findReplayed();
        }
        try (RowPublisher publisher = RowPublisher.open(access, spec.examples().topic(), 0);
                TopicReader reader =
                        TopicReader.fromBeginning(access, spec.rejects().topic(), PATIENCE)) {
            reader.readToEnd(read -> replay(read, publisher));
            publisher.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            originals.values().forEach(Originals::close);
        }
        return Map.copyOf(fates);
    }

    /** Notes where the rejects end now, since those that a replay brings are not to be replayed by it. */
    private void findRejects() throws KafkaSetupException {
        try (TopicReader reader =
                TopicReader.fromBeginning(access, spec.rejects().topic(), PATIENCE)) {
            reader.readToEnd(read -> meant(read).ifPresent(rejected -> {
                lastRejects.merge(read.partition(), read.offset(), Math::max);
                firstOriginals.merge(rejected.partition(), rejected.offset(), Math::min);
            }));
        }
    }

    private Optional<RejectedRecord> meant(RawRecord read) {
        return RejectedRecord.of(read).filter(rejected -> filter.takes(read, rejected));
    }

    /** Replayed rows come after their originals, in the same partition. */
    private void findReplayed() throws KafkaSetupException {
        Map<Integer, Long> from = new HashMap<>();
        try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
            from.putAll(admin.endOffsets(spec.examples().topic()));
        }
        partitions = from.size();
        if (firstOriginals.keySet().stream().allMatch(partition -> partition < partitions)) {
            from.putAll(firstOriginals);
        } else {
            from.clear(); // rows of partitions that are no more are anywhere
        }
        try (TopicReader reader =
                TopicReader.fromOffsets(access, spec.examples().topic(), from, PATIENCE)) {
            reader.readToEnd(row ->
                    HeaderField.last(row.headers(), RejectHeaders.REPLAYED_FROM).ifPresent(done::add));
        }
    }

    private void replay(RawRecord read, RowPublisher publisher) {
        Optional<RejectedRecord> rejected = meant(read);
        if (rejected.isEmpty() || read.offset() > lastRejects.getOrDefault(read.partition(), -1L)) {
            return;
        }
        try {
            fates.merge(replay(read, rejected.get(), publisher), 1L, Long::sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fate replay(RawRecord read, RejectedRecord rejected, RowPublisher publisher) throws IOException {
        String id = read.topic() + "/" + read.partition() + "/" + read.offset();
        if (rejected.hashed()) {
            return Fate.HASHED;
        }
        if (mode != Mode.AGAIN && done.contains(id)) {
            return Fate.DONE;
        }
        Optional<RawRecord> original = original(read, rejected);
        if (original.isEmpty()) {
            return Fate.GONE;
        }
        int before = replays(original.get());
        if (mode != Mode.AGAIN && before > 0) {
            return Fate.CAME_BACK;
        }
        if (mode != Mode.DRY_RUN) {
            List<HeaderField> headers = new ArrayList<>(original.get().headers());
            headers.removeIf(
                    h -> h.name().equals(RejectHeaders.REPLAYED) || h.name().equals(RejectHeaders.REPLAYED_FROM));
            headers.add(HeaderField.text(RejectHeaders.REPLAYED, Integer.toString(before + 1)));
            headers.add(HeaderField.text(RejectHeaders.REPLAYED_FROM, id));
            RawRecord row = original.get();
            publisher.publish(
                    new OutgoingRecord(row.key(), row.value(), headers, row.timeMs()),
                    rejected.partition() < partitions ? rejected.partition() : null);
        }
        return Fate.REPLAYED;
    }

    private Optional<RawRecord> original(RawRecord read, RejectedRecord rejected) throws KafkaSetupException {
        if (rejected.whole()) {
            return Optional.of(new RawRecord(
                    rejected.topic(),
                    rejected.partition(),
                    rejected.offset(),
                    read.timeMs(),
                    read.key(),
                    read.value(),
                    rejected.originals()));
        }
        Originals topic = originals.get(rejected.topic());
        if (topic == null) {
            topic = Originals.open(access, rejected.topic(), PATIENCE);
            originals.put(rejected.topic(), topic);
        }
        return topic.find(rejected.partition(), rejected.offset());
    }

    private static int replays(RawRecord row) {
        try {
            return HeaderField.last(row.headers(), RejectHeaders.REPLAYED)
                    .map(Integer::parseInt)
                    .orElse(0);
        } catch (NumberFormatException e) {
            return 1; // somebody else's, but replayed
        }
    }
}
