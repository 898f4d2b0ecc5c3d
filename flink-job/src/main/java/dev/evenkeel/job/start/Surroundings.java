package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.KafkaSpec;
import dev.evenkeel.config.spec.RejectsSpec;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the brokers, topics and folders a pipeline needs, all at once, and creates the topics it may create. */
public final class Surroundings {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration METRICS_RETENTION = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final PipelineSpec spec;
    private final List<String> findings = new ArrayList<>();
    private boolean configuration;

    private Surroundings(PipelineSpec spec) {
        this.spec = spec;
    }

    /**
     * Checks everything and creates missing topics if the pipeline allows.
     *
     * @throws StartException with all findings
     */
    public static void check(PipelineSpec spec) throws StartException {
        Surroundings surroundings = new Surroundings(spec);
        surroundings.storage();
        surroundings.brokers();
        if (!surroundings.findings.isEmpty()) {
            throw new StartException(surroundings.findings, surroundings.configuration);
        }
    }

    /** How to reach a pipeline's brokers. */
    public static KafkaAccess access(PipelineSpec spec) {
        return new KafkaAccess(spec.kafka().bootstrap(), spec.kafka().properties());
    }

    /** The topics of a pipeline. */
    public static List<TopicSpec> topics(PipelineSpec spec) {
        KafkaSpec kafka = spec.kafka();
        int replication = kafka.replication();
        return List.of(
                TopicSpec.rows(spec.examples().topic(), "examples.topic", kafka.partitions(), replication),
                TopicSpec.compacted(spec.snapshots().topic(), "snapshots.topic", replication),
                TopicSpec.kept(spec.metrics().topic(), "metrics.topic", 1, replication, METRICS_RETENTION),
                TopicSpec.rows(spec.rejects().topic(), "rejects.topic", 1, replication),
                TopicSpec.log(spec.control().topic(), "control.topic", replication));
    }

    /** Checkpoints must be writable here; a cluster's own machines find out for themselves. */
    private void storage() {
        Path folder = new Path(spec.checkpoint().storage());
        Path probe = new Path(folder, ".writable-" + UUID.randomUUID());
        try {
            FileSystem files = folder.getFileSystem();
            files.mkdirs(folder);
            files.create(probe, FileSystem.WriteMode.NO_OVERWRITE).close();
            files.delete(probe, false);
        } catch (IOException e) {
            found("must be a folder that can be written: checkpoint.storage=" + folder + " (" + reason(e) + ")", true);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private void brokers() {
        try (TopicAdmin admin = TopicAdmin.connect(access(spec), PATIENCE)) {
            each(() -> admin.requireTransactionTimeout(spec.delivery().transactionTimeout()));
            List<TopicSpec> needed = new ArrayList<>(topics(spec));
            if (spec.rejects().onFailure() == RejectsSpec.OnFailure.DROP) {
                needed.removeIf(topic -> topic.name().equals(spec.rejects().topic()));
                rejects(admin);
            }
            if (spec.kafka().createTopics()) {
                each(() -> admin.create(needed));
            }
            each(() -> admin.require(needed));
            each(() -> parallelism(admin.partitions(spec.examples().topic())));
        } catch (KafkaSetupException e) {
            found(e);
        }
    }

    /** The job does without, if it must. */
    private void rejects(TopicAdmin admin) {
        List<TopicSpec> rejects = topics(spec).stream()
                .filter(topic -> topic.name().equals(spec.rejects().topic()))
                .toList();
        try {
            if (spec.kafka().createTopics()) {
                admin.create(rejects);
            }
            admin.require(rejects);
        } catch (KafkaSetupException e) {
            LOG.warn("rejects will be left out and counted (rejects.on-failure=drop): {}", e.getMessage());
        }
    }

    /** In event time a reader without a partition would hold up all windows for ever. */
    private void parallelism(int partitions) {
        boolean waits = spec.window() instanceof WindowSpec.EventTime;
        if (waits && partitions > 0 && spec.parallelism() > partitions) {
            found(
                    "must not exceed the partitions of " + spec.examples().topic() + " with windows of event time: "
                            + "parallelism=" + spec.parallelism() + ", partitions=" + partitions,
                    true);
        }
    }

    private interface Check {
        void run() throws KafkaSetupException;
    }

    private void each(Check check) {
        try {
            check.run();
        } catch (KafkaSetupException e) {
            found(e);
        }
    }

    private void found(KafkaSetupException e) {
        found(e.getMessage(), e.fault() == KafkaSetupException.Fault.CONFIGURATION);
    }

    private void found(String finding, boolean settingAtFault) {
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
        configuration |= settingAtFault;
    }
}
