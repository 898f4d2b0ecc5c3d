package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.KafkaSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what a pipeline needs around it, all at once: brokers, topics, permissions, timeouts, sizes of messages, the folder of
 * checkpoints, and the schema against the first rows.
 */
public final class Surroundings {
    /** So many first rows that all fail are no accident: the job would reject the whole stream. */
    static final int ENOUGH_ROWS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration METRICS_RETENTION = Duration.ofDays(7);

    private final PipelineSpec spec;
    private final Findings findings = new Findings();
    private Map<String, Integer> partitions = Map.of();
    private int rejectBytes = TopicSpec.MAX_ROW_RECORD_BYTES;

    private Surroundings(PipelineSpec spec) {
        this.spec = spec;
    }

    /**
     * Checks everything before a start, and creates missing topics if the pipeline allows.
     *
     * @param fresh whether the job begins with the first rows, which must then fit
     * @throws StartException with all findings
     */
    static Inspection check(PipelineSpec spec, boolean fresh) throws StartException {
        Surroundings surroundings = new Surroundings(spec);
        StorageCheck.make(spec.checkpoint().storage(), surroundings.findings);
        surroundings.brokers(true, fresh ? ENOUGH_ROWS : Integer.MAX_VALUE);
        Inspection inspection = surroundings.inspection();
        if (!inspection.findings().isEmpty()) {
            throw new StartException(inspection.findings(), inspection.configuration());
        }
        return inspection;
    }

    /** Checks the same without creating or changing anything. */
    public static Inspection inspect(PipelineSpec spec) {
        Surroundings surroundings = new Surroundings(spec);
        StorageCheck.look(spec.checkpoint().storage(), surroundings.findings);
        surroundings.brokers(false, 1);
        return surroundings.inspection();
    }

    private void brokers(boolean create, int leastRows) {
        Optional<FirstRows> rows = FirstRows.of(spec, findings);
        findings.of(() -> {
            try (TopicAdmin admin = TopicAdmin.connect(access(spec), PATIENCE)) {
                BrokerCheck brokers = new BrokerCheck(spec, admin, findings);
                if (create) {
                    brokers.create();
                }
                brokers.check();
                partitions = brokers.partitions();
                rejectBytes = brokers.rejectBytes();
                if (rows.isPresent() && partitions.getOrDefault(spec.examples().topic(), 0) > 0) {
                    rows.get().check(admin, leastRows, findings);
                }
            }
        });
    }

    private Inspection inspection() {
        return new Inspection(partitions, findings.findings(), findings.notes(), findings.configuration(), rejectBytes);
    }

    /** How to reach a pipeline's brokers. */
    public static KafkaAccess access(PipelineSpec spec) {
        return new KafkaAccess(spec.kafka().bootstrap(), spec.kafka().properties());
    }

    /** The topics of a pipeline. */
    public static List<TopicSpec> topics(PipelineSpec spec) {
        KafkaSpec kafka = spec.kafka();
        int replication = kafka.replication();
        List<TopicSpec> topics = new ArrayList<>(List.of(
                TopicSpec.rows(spec.examples().topic(), "examples.topic", kafka.partitions(), replication),
                TopicSpec.compacted(spec.snapshots().topic(), "snapshots.topic", replication),
                TopicSpec.kept(spec.metrics().topic(), "metrics.topic", 1, replication, METRICS_RETENTION),
                TopicSpec.rows(spec.rejects().topic(), "rejects.topic", 1, replication),
                TopicSpec.log(spec.control().topic(), "control.topic", replication)));
        if (spec.predictions().enabled()) { // with the times of rows, which may be old
            topics.add(
                    TopicSpec.rows(spec.predictions().topic(), "predictions.topic", kafka.partitions(), replication));
        }
        return List.copyOf(topics);
    }
}
