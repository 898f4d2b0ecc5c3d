package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.job.start.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a pipeline's topic of rejects holds, by reason. */
public final class RejectGroups {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Rows shown of a group. */
    private static final int EXAMPLES = 5;
    /** Columns told apart in a group; open formats name as many as there are features. */
    private static final int COLUMNS = 20;

    private static final String OTHERS = "…";

    private final Map<String, Group> groups = new TreeMap<>();
    private long foreign;

    /** Rejects of one stage and one reason. */
    public static final class Group {
        private final String stage;
        private final String reason;
        private final Map<String, Long> columns = new LinkedHashMap<>();
        private final List<String> examples = new ArrayList<>();
        private long count;
        private long hashed;
        private long firstMs = Long.MAX_VALUE;
        private long lastMs = Long.MIN_VALUE;

        private Group(String stage, String reason) {
            this.stage = stage;
            this.reason = reason;
        }

        private void add(RawRecord read, RejectedRecord rejected) {
            count++;
            hashed += rejected.hashed() ? 1 : 0;
            firstMs = Math.min(firstMs, read.timeMs());
            lastMs = Math.max(lastMs, read.timeMs());
            String column = rejected.column();
            if (!column.isEmpty()) {
                boolean known = columns.containsKey(column) || columns.size() < COLUMNS;
                columns.merge(known ? column : OTHERS, 1L, Long::sum);
            }
            if (examples.size() < EXAMPLES) {
                examples.add(rejected.topic() + "/" + rejected.partition() + "/" + rejected.offset());
            }
        }

        /** Where in the job they were refused. */
        public String stage() {
            return stage;
        }

        /** Why, without what differs from row to row. */
        public String reason() {
            return reason;
        }

        /** How many there are. */
        public long count() {
            return count;
        }

        /** How many of them hold hashes in the place of values. */
        public long hashed() {
            return hashed;
        }

        /** How many for each column at fault, as far as messages name any. */
        public Map<String, Long> columns() {
            return Map.copyOf(columns);
        }

        /** The earliest time of a row. */
        public Instant first() {
            return Instant.ofEpochMilli(firstMs);
        }

        /** The latest time of a row. */
        public Instant last() {
            return Instant.ofEpochMilli(lastMs);
        }

        /** Where the originals of the first few are: topic, partition and offset. */
        public List<String> examples() {
            return List.copyOf(examples);
        }
    }

    private RejectGroups() {}

    /**
     * Reads the topic.
     *
     * @throws KafkaSetupException when it cannot be read
     */
    public static RejectGroups read(PipelineSpec spec, RejectFilter filter) throws KafkaSetupException {
        RejectGroups groups = new RejectGroups();
        try (TopicReader reader = TopicReader.fromBeginning(
                Surroundings.access(spec), spec.rejects().topic(), PATIENCE)) {
            reader.readToEnd(read -> groups.add(read, filter));
        }
        return groups;
    }

    private void add(RawRecord read, RejectFilter filter) {
        Optional<RejectedRecord> rejected = RejectedRecord.of(read);
        if (rejected.isEmpty()) {
            foreign++;
        } else if (filter.takes(read, rejected.get())) {
            String stage = rejected.get().stage();
            String reason = rejected.get().reason();
            groups.computeIfAbsent(stage + "\n" + reason, key -> new Group(stage, reason))
                    .add(read, rejected.get());
        }
    }

    /** The groups, the largest first. */
    public List<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::count).reversed())
                .toList();
    }

    /** Rejects in all groups. */
    public long count() {
        return groups.values().stream().mapToLong(Group::count).sum();
    }

    /** Records that are no rejects. */
    public long foreign() {
        return foreign;
    }
}
