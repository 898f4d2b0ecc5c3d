package dev.evenkeel.cli.job;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.Denial;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.acl.AclOperation;

/** A job in this process, on a Flink of its own. Every wait has a time limit and says what hung. */
public final class LocalJob implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(20);

    private final PipelineSpec spec;
    private final EmbeddedFlink flink;
    private final JobClient job;

    private LocalJob(PipelineSpec spec, EmbeddedFlink flink, JobClient job) {
        this.spec = spec;
        this.flink = flink;
        this.job = job;
    }

    /**
     * Starts a job.
     *
     * @param metricsPort where Prometheus may ask for its metrics; nowhere when empty
     * @throws IOException when Flink or the job does not start; an unreadable state says why
     */
    public static LocalJob start(JobStart start, OptionalInt metricsPort) throws IOException {
        Configuration configuration = start.configuration();
        metricsPort.ifPresent(port -> PrometheusSettings.add(configuration, port));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT); // brings the counters along
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        start.build(environment);
        EmbeddedFlink flink = EmbeddedFlink.start(start.spec().parallelism(), configuration);
        try {
            return new LocalJob(start.spec(), flink, flink.submit(environment.getStreamGraph()));
        } catch (IOException | RuntimeException e) {
            flink.close();
            throw e;
        }
    }

    /** Where its Flink answers questions. */
    public URI flink() {
        return flink.restAddress();
    }

    /**
     * Whether the job is still to be waited for.
     *
     * @throws IOException when Flink does not answer
     */
    public boolean running() throws IOException {
        return !await(job.getJobStatus(), "status").isGloballyTerminalState();
    }

    /**
     * Stops the job with a savepoint under the pipeline's storage.
     *
     * @return where the savepoint is
     * @throws IOException when it does not stop in time
     */
    public String stop() throws IOException {
        return stop(false);
    }

    /**
     * Ends the stream: all that was read is trained and published, the last partial window included, then the job stops.
     *
     * @return where the savepoint is
     * @throws IOException when it does not stop in time
     */
    public String drain() throws IOException {
        return stop(true);
    }

    private String stop(boolean drain) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!flink.allTasksRun(job.getJobID())) { // only then can a job stop with a savepoint
            if (System.nanoTime() > deadline) {
                throw new IOException("job must run to be stopped with a savepoint: job=" + spec.name() + ", status="
                        + await(job.getJobStatus(), "status") + ", waited=" + PATIENCE.toSeconds() + "s");
            }
            pause();
        }
        String savepoint = await(
                job.stopWithSavepoint(drain, RestorePoints.savepointFolder(spec), SavepointFormatType.CANONICAL),
                drain ? "drain" : "stop with savepoint");
        await(job.getJobExecutionResult(), "end");
        return savepoint;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the job", e);
        }
    }

    /**
     * The job's own counters, from its first start on: exact once it has ended.
     *
     * @throws IOException when it failed; with the cause
     */
    public JobCounts counts() throws IOException {
        return JobCounts.of(await(job.getJobExecutionResult(), "result").getAllAccumulatorResults());
    }

    /**
     * Records read so far, since the pipeline's first start; a fraction of a second old.
     *
     * @throws IOException when Flink does not answer
     */
    public long read() throws IOException {
        return JobCounts.of(await(job.getAccumulators(), "counters")).read();
    }

    private <T> T await(CompletableFuture<T> answer, String what) throws IOException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: job=" + spec.name() + ", for=" + what, e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer from Flink in time: job=" + spec.name() + ", for=" + what + ", waited="
                            + PATIENCE.toSeconds() + "s",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = rootOf(e);
            throw new IOException("job failed: job=" + spec.name() + ", at=" + what + ": " + message(cause), cause);
        }
    }

    /** Permissions can be taken away while a job runs. */
    private String message(Throwable cause) {
        boolean read =
                String.valueOf(cause.getMessage()).contains(spec.examples().topic());
        AclOperation operation = read ? AclOperation.READ : AclOperation.WRITE;
        return Denial.message(Surroundings.access(spec), cause, operation).orElse(cause.getMessage());
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() throws IOException {
        flink.close();
    }
}
