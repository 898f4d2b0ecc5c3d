package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.RejectsSpec;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicChecks;
import dev.evenkeel.connectors.kafka.TopicSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** Checks brokers and topics: whether they are there, allow what the job does, and take what it writes. */
final class BrokerCheck {
    /** Headers and frame of a snapshot's record, with some room. */
    private static final int SNAPSHOT_FRAME_BYTES = 4 << 10;

    private final PipelineSpec spec;
    private final TopicAdmin admin;
    private final TopicChecks checks;
    private final Findings findings;
    private final Map<String, Integer> partitions = new LinkedHashMap<>();

    BrokerCheck(PipelineSpec spec, TopicAdmin admin, Findings findings) {
        this.spec = spec;
        this.admin = admin;
        this.findings = findings;
        checks = new TopicChecks(admin);
    }

    /** Partitions of each topic that could be asked for, 0 where it is missing. */
    Map<String, Integer> partitions() {
        return partitions;
    }

    /** Creates topics that are missing, where the pipeline allows. */
    void create() {
        if (spec.kafka().createTopics()) {
            for (TopicSpec topic : Surroundings.topics(spec)) {
                each(topic, () -> admin.create(List.of(topic)));
            }
        }
    }

    /** Makes all checks; of topics that are missing, whether they could be created. */
    void check() {
        findings.of(() -> admin.requireTransactionTimeout(spec.delivery().transactionTimeout()));
        for (TopicSpec topic : Surroundings.topics(spec)) {
            each(topic, () -> check(topic));
        }
        findings.of(() -> checks.deniedGroup(spec.kafka().group()).ifPresent(findings::setting));
        findings.of(() ->
                checks.deniedTransactions(spec.kafka().transactionalIdPrefix()).ifPresent(findings::setting));
        parallelism(partitions.getOrDefault(spec.examples().topic(), 0));
    }

    private void check(TopicSpec topic) throws KafkaSetupException {
        List<String> denied = checks.denied(topic, needs(topic));
        if (!denied.isEmpty()) {
            denied.forEach(problem -> told(topic, problem));
            return; // what may not be described cannot be asked about
        }
        int count = admin.partitions(topic.name());
        partitions.put(topic.name(), count);
        if (count > 0) {
            sizes(topic, checks.config(topic.name()));
        } else if (spec.kafka().createTopics()) {
            checks.requireCreatable(topic);
        } else {
            admin.require(List.of(topic));
        }
    }

    private Set<AclOperation> needs(TopicSpec topic) {
        return switch (topic.setting()) {
            case "examples.topic" -> Set.of(AclOperation.READ);
            case "metrics.topic", "rejects.topic", "predictions.topic" -> Set.of(AclOperation.WRITE);
            default -> Set.of(AclOperation.READ, AclOperation.WRITE);
        };
    }

    private void sizes(TopicSpec topic, Map<String, String> config) {
        int most = Integer.parseInt(config.getOrDefault("max.message.bytes", "" + Integer.MAX_VALUE));
        switch (topic.setting()) {
            case "snapshots.topic" -> {
                int least = SnapshotRecords.INLINE_BYTES + SNAPSHOT_FRAME_BYTES;
                atLeast(topic, most, least);
                String policy = config.getOrDefault("cleanup.policy", "compact");
                if (!policy.contains("compact")) {
                    findings.note("the newest snapshot may vanish: snapshots.topic=" + topic.name()
                            + ", cleanup.policy=" + policy + ", expected=compact");
                }
            }
            case "rejects.topic" -> atLeast(topic, most, Rejects.LEAST_BYTES);
            default -> {
                // rows are as large as their owner makes them, and reports are small
            }
        }
    }

    private void atLeast(TopicSpec topic, int most, int least) {
        if (most < least) {
            told(
                    topic,
                    "must be at least " + least + ": max.message.bytes=" + most + " of " + topic.setting() + "="
                            + topic.name());
        }
    }

    /** What a reject may take, so that none stops the job for its size. */
    int rejectBytes() {
        int[] bytes = {TopicSpec.MAX_ROW_RECORD_BYTES};
        findings.of(() -> bytes[0] = Math.max(
                Rejects.LEAST_BYTES,
                Math.min(
                        bytes[0],
                        Integer.parseInt(checks.config(spec.rejects().topic())
                                .getOrDefault("max.message.bytes", "" + bytes[0])))));
        return bytes[0];
    }

    /** In event time a reader without a partition would hold up all windows for ever. */
    private void parallelism(int examples) {
        boolean waits = spec.window() instanceof WindowSpec.EventTime;
        if (waits && examples > 0 && spec.parallelism() > examples) {
            findings.setting(
                    "must not exceed the partitions of " + spec.examples().topic() + " with windows of event time: "
                            + "parallelism=" + spec.parallelism() + ", partitions=" + examples);
        }
    }

    /** The job does without its topic of rejects, if it must. */
    private boolean spared(TopicSpec topic) {
        return topic.setting().equals("rejects.topic") && spec.rejects().onFailure() == RejectsSpec.OnFailure.DROP;
    }

    private void told(TopicSpec topic, String problem) {
        if (spared(topic)) {
            findings.note("rejects will be left out and counted (rejects.on-failure=drop): " + problem);
        } else {
            findings.setting(problem);
        }
    }

    private void each(TopicSpec topic, Findings.Check check) {
        if (!spared(topic)) {
            findings.of(check);
            return;
        }
        try {
            check.run();
        } catch (KafkaSetupException e) {
            told(topic, e.getMessage());
        }
    }
}
