package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.settings.RestorePoints;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a job begins that a cluster starts by itself, and again when its JobManager has died. */
final class ClusterStart {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterStart.class);
    private static final String NO_HIGH_AVAILABILITY = "NONE";

    private ClusterStart() {}

    /**
     * What was asked for, unless Flink restores something else: a state it has been given, or the checkpoints of this very job, whose
     * JobManager has died. Then an order to begin anew or with a snapshot has been carried out before, or cannot be; it would set aside
     * what Flink restores, and take back what was published of it.
     *
     * @param asked by the job's arguments
     * @param cluster the configuration that Flink starts the job with
     * @throws IOException when the pipeline's storage cannot be read
     */
    static StartFrom of(StartFrom asked, ReadableConfig cluster, PipelineSpec spec) throws IOException {
        Optional<String> job = cluster.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID);
        boolean again = job.isPresent() && highlyAvailable(cluster) && RestorePoints.savedBy(spec, job.get());
        Optional<String> given = cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (given.isPresent()) {
            return instead(asked, new StartFrom.Given(given.get(), again));
        }
        return again ? instead(asked, new StartFrom.Newest()) : asked;
    }

    private static boolean highlyAvailable(ReadableConfig cluster) {
        return !cluster.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase(NO_HIGH_AVAILABILITY);
    }

    private static StartFrom instead(StartFrom asked, StartFrom restored) {
        if (!(asked instanceof StartFrom.Newest)) {
            LOG.warn(
                    "the job's arguments say where to begin, but Flink restores a state: {} gives way to {}",
                    asked,
                    restored);
        }
        return restored;
    }
}
