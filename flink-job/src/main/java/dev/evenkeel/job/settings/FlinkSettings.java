package dev.evenkeel.job.settings;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Backend;
import dev.evenkeel.config.spec.CheckpointMode;
import dev.evenkeel.config.spec.RestartSpec;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** A pipeline's settings in Flink's words. */
public final class FlinkSettings {
    /** How long a buffer waits to fill before it travels on: short, since windows decide on latency, not the network. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(5);

    private FlinkSettings() {}

    /** The configuration of the job, to be given to its execution environment. */
    public static Configuration of(PipelineSpec spec) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.NAME, spec.name());
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.MAX_PARALLELISM, spec.maxParallelism());
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        checkpoints(spec, flink);
        restarts(spec.restart(), flink);
        flink.set(StateBackendOptions.STATE_BACKEND, spec.state().backend() == Backend.ROCKSDB ? "rocksdb" : "hashmap");
        return flink;
    }

    private static void checkpoints(PipelineSpec spec, Configuration flink) {
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, spec.checkpoint().every());
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, spec.checkpoint().timeout());
        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, spec.checkpoint().mode() == CheckpointMode.UNALIGNED);
        flink.set(
                CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, spec.checkpoint().retained());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, spec.checkpointFolder());
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, RestorePoints.savepointFolder(spec));
    }

    private static void restarts(RestartSpec restart, Configuration flink) {
        switch (restart.strategy()) {
            case NONE -> flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            case FIXED_DELAY -> {
                flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
                flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restart.maxAttempts());
                flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
            }
            case EXPONENTIAL_DELAY -> {
                flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
                flink.set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                        Duration.ofMillis(500));
                flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMinutes(1));
                flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, restart.maxAttempts());
            }
        }
    }
}
