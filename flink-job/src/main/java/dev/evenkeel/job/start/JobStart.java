package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.job.Beginning;
import dev.evenkeel.job.PipelineGraph;
import dev.evenkeel.job.settings.FlinkSettings;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.training.StoreSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job ready to run: its surroundings are checked, its topics are there, and it is decided where it resumes from.
 *
 * @param spec the pipeline
 * @param restorePoint the checkpoint or savepoint it resumes from, if any
 * @param controlFrom the offset in each partition of the control topic from which orders count, unless its state says otherwise
 * @param rejectBytes what a record of the topic of rejects may take
 * @param beginning the snapshot it continues without a checkpoint, if any
 */
public record JobStart(
        PipelineSpec spec,
        Optional<String> restorePoint,
        Map<Integer, Long> controlFrom,
        int rejectBytes,
        Optional<Beginning> beginning) {
    private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Checks the surroundings and finds the state.
     *
     * @throws StartException when the pipeline cannot start as it stands
     * @throws IOException when storage or brokers fail meanwhile
     */
    public static JobStart prepare(PipelineSpec spec, StartFrom from) throws IOException {
        Inspection inspection = Surroundings.check(spec, fresh(spec, from));
        inspection.notes().forEach(LOG::warn);
        Optional<Beginning> beginning = Optional.empty();
        if (from instanceof StartFrom.Snapshot snapshot) {
            beginning = Optional.of(new SnapshotStart(spec).begin(snapshot));
        }
        return new JobStart(
                spec,
                beginning.isPresent() ? Optional.empty() : restorePoint(spec, from),
                controlEnd(spec),
                inspection.rejectBytes(),
                beginning);
    }

    private static boolean fresh(PipelineSpec spec, StartFrom from) {
        try {
            boolean newest = from instanceof StartFrom.Newest;
            return from instanceof StartFrom.Fresh
                    || (newest && RestorePoints.newest(spec).isEmpty());
        } catch (IOException e) {
            return false; // the check of the storage says it
        }
    }

    private static Optional<String> restorePoint(PipelineSpec spec, StartFrom from) throws IOException {
        if (from instanceof StartFrom.Fresh) {
            RestorePoints.setAside(spec);
            forgetSnapshots(spec);
            return Optional.empty();
        }
        if (from instanceof StartFrom.Savepoint savepoint) {
            requireSavepoint(savepoint.uri());
            letVersionsFall(spec, savepoint.uri());
            return Optional.of(savepoint.uri());
        }
        if (from instanceof StartFrom.Given given) {
            if (!given.passedOver()) {
                letVersionsFall(spec, given.uri());
            }
            return Optional.of(given.uri());
        }
        Optional<String> newest = RestorePoints.newest(spec);
        if (newest.isEmpty()) {
            refuseToJoinMidStream(spec);
        }
        return newest;
    }

    /** Orders to an earlier model do not concern a new one. */
    private static Map<Integer, Long> controlEnd(PipelineSpec spec) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), PATIENCE)) {
            return admin.endOffsets(spec.control().topic());
        }
    }

    /** An empty model must not join mid-stream by accident. */
    private static void refuseToJoinMidStream(PipelineSpec spec) throws IOException {
        Map<Integer, Long> committed;
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), PATIENCE)) {
            committed =
                    admin.committedOffsets(spec.kafka().group(), spec.examples().topic());
        }
        if (!committed.isEmpty()) {
            throw new StartException(
                    List.of("group has read before, but there is no state to resume from: kafka.group="
                            + spec.kafka().group() + ", offsets=" + committed + ", checkpoint.storage="
                            + spec.checkpoint().storage()
                            + ". Start with --from-snapshot latest to go on from what was published last, with --fresh to"
                            + " begin anew at examples.start, or with --from-savepoint URI"),
                    true);
        }
    }

    private static void requireSavepoint(String uri) throws IOException {
        if (!RestorePoints.complete(uri)) {
            throw new StartException(
                    List.of("must be the folder of a complete savepoint or checkpoint: --from-savepoint=" + uri
                            + ", expected=a folder with a file _metadata"),
                    true);
        }
    }

    /**
     * A savepoint may be older than what was published last: those who serve the model take whatever comes next. Where it is the newest
     * state, as after an upgrade, they keep what they have, and who begins to serve finds it.
     */
    private static void letVersionsFall(PipelineSpec spec, String uri) throws IOException {
        if (RestorePoints.newest(spec).map(Path::new).equals(Optional.of(new Path(uri)))) {
            return;
        }
        try (RecordPublisher publisher =
                RecordPublisher.open(Surroundings.access(spec), spec.snapshots().topic())) {
            publisher.publish(SnapshotRecords.latestTombstone(spec.name(), System.currentTimeMillis()));
        }
    }

    /** A fresh model counts its versions from 0 again; what an earlier one published would pass for newer. */
    private static void forgetSnapshots(PipelineSpec spec) throws KafkaSetupException, IOException {
        SnapshotTopic topic =
                new SnapshotTopic(Surroundings.access(spec), spec.snapshots().topic(), PATIENCE);
        List<SnapshotEntry> entries = topic.list();
        if (!entries.isEmpty()) {
            long now = System.currentTimeMillis();
            try (RecordPublisher publisher = RecordPublisher.open(Surroundings.access(spec), topic.topic())) {
                for (SnapshotEntry entry : entries) {
                    publisher.publish(SnapshotRecords.tombstone(
                            entry.id().model(), entry.id().sequence(), now));
                }
                publisher.publish(SnapshotRecords.latestTombstone(spec.name(), now));
            }
        }
        SnapshotFile.deleteIf(StoreSettings.of(spec).folder(spec.name()), sequence -> true);
    }

    /** Where its state comes from, in words. */
    public String origin() {
        return restorePoint
                .map(path -> "resumed from " + path)
                .or(() -> beginning.map(from -> "continuing snapshot " + from.sequence()))
                .orElse("with a fresh model");
    }

    /** The configuration for the environment the job is built in. */
    public Configuration configuration() {
        Configuration flink = FlinkSettings.of(spec);
        restorePoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        // the sink of predictions that are published no longer leaves a state that nobody needs
        flink.set(
                StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE,
                !spec.predictions().enabled());
        return flink;
    }

    /** Adds the job to an environment made with {@link #configuration()}. */
    public void build(StreamExecutionEnvironment environment) {
        PipelineGraph.build(spec, new PipelineGraph.Facts(controlFrom, rejectBytes, beginning), environment);
    }
}
