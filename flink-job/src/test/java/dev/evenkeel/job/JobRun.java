package dev.evenkeel.job;

import static org.awaitility.Awaitility.await;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import dev.evenkeel.job.training.TrainFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of a pipeline's job. */
final class JobRun {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final PipelineSpec spec;
    private final EmbeddedFlink flink;
    private final JobClient job;

    private JobRun(PipelineSpec spec, EmbeddedFlink flink, JobClient job) {
        this.spec = spec;
        this.flink = flink;
        this.job = job;
    }

    /** A Flink whose jobs tell their counts often; with that many slots. */
    static EmbeddedFlink flink(int slots) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(50));
        return EmbeddedFlink.start(slots, configuration);
    }

    /** Starts the job as {@code run} does: from the newest state there is. */
    static JobRun start(EmbeddedFlink flink, PipelineSpec spec) throws Exception {
        return start(flink, spec, new StartFrom.Newest());
    }

    static JobRun start(EmbeddedFlink flink, PipelineSpec spec, StartFrom from) throws Exception {
        JobStart start = JobStart.prepare(spec, from);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(start.configuration());
        start.build(environment);
        return new JobRun(spec, flink, flink.submit(environment.getStreamGraph()));
    }

    /** Waits until so many rows have been read since the pipeline's first start. */
    JobRun awaitRead(long rows) {
        return awaitCount(DecodeFunction.READ, rows);
    }

    /** Waits until so many rows have been learned since the pipeline's first start. */
    JobRun awaitLearned(long rows) {
        return awaitCount(TrainFunction.LEARNED, rows);
    }

    private JobRun awaitCount(String accumulator, long least) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> alive() && count(accumulator) >= least);
        return this;
    }

    /** Rows read since the pipeline's first start. */
    long read() throws Exception {
        return count(DecodeFunction.READ);
    }

    private long count(String accumulator) throws Exception {
        return within(job.getAccumulators()).get(accumulator) instanceof Long count ? count : 0;
    }

    /** True, or the job's failure thrown. */
    private boolean alive() throws Exception {
        if (within(job.getJobStatus()).isGloballyTerminalState()) {
            within(job.getJobExecutionResult());
        }
        return true;
    }

    /** Breaks the job off where it stands: no savepoint, nothing is finished. */
    void kill() throws Exception {
        within(job.cancel());
        await().atMost(PATIENCE).until(() -> within(job.getJobStatus()).isGloballyTerminalState());
    }

    /** Stops the job with a savepoint. */
    void stop() throws Exception {
        stop(false);
    }

    /** Ends the stream and gives the job's counters. */
    Map<String, Object> drain() throws Exception {
        stop(true);
        return within(job.getJobExecutionResult()).getAllAccumulatorResults();
    }

    private void stop(boolean drain) throws Exception {
        await().atMost(PATIENCE).until(() -> flink.allTasksRun(job.getJobID()));
        String folder = RestorePoints.savepointFolder(spec);
        within(job.stopWithSavepoint(drain, folder, SavepointFormatType.CANONICAL));
    }

    /** Waits until the job has failed for good, and gives the reason. */
    Throwable failure() throws Exception {
        await().atMost(PATIENCE).until(() -> within(job.getJobStatus()) == JobStatus.FAILED);
        try {
            within(job.getJobExecutionResult());
        } catch (ExecutionException e) {
            return e;
        }
        throw new AssertionError("a failed job has a result");
    }

    private static <T> T within(CompletableFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
