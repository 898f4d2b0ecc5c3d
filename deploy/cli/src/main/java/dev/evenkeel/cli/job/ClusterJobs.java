package dev.evenkeel.cli.job;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.JobStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/** The jobs on a Flink cluster, through its REST interface. Every wait has a time limit and says what hung. */
public final class ClusterJobs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ATTEMPTS = 3;

    private final Target target;
    private final RestClusterClient<StandaloneClusterId> client;

    private ClusterJobs(Target target, RestClusterClient<StandaloneClusterId> client) {
        this.target = target;
        this.client = client;
    }

    /**
     * Connects to a cluster.
     *
     * @throws IOException when nobody answers there
     */
    public static ClusterJobs connect(Target target) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, target.host());
        configuration.set(RestOptions.PORT, target.port());
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
        configuration.set(RestOptions.RETRY_DELAY, POLL);
        RestClusterClient<StandaloneClusterId> client;
        try {
            client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance());
        } catch (Exception e) { // Flink declares it
            throw new IOException("cluster must be reachable: target=" + target + ": " + e.getMessage(), e);
        }
        ClusterJobs jobs = new ClusterJobs(target, client);
        try {
            jobs.await(client.listJobs(), "jobs");
        } catch (IOException e) {
            client.close();
            throw new IOException(
                    "no Flink cluster answers: target=" + target + ". deploy/evenkeel cluster start starts one here: "
                            + e.getMessage(),
                    e);
        }
        return jobs;
    }

    /**
     * The job of a pipeline that has not ended, if any.
     *
     * @throws IOException when the cluster does not answer
     */
    public Optional<JobID> find(PipelineSpec spec) throws IOException {
        return await(client.listJobs(), "jobs").stream()
                .filter(job -> job.getJobName().equals(spec.name()))
                .filter(job -> !job.getJobState().isGloballyTerminalState())
                .map(JobStatusMessage::getJobId)
                .findFirst();
    }

    /**
     * Submits a pipeline's job with the jar that holds its classes, and waits until all its tasks run.
     *
     * @throws IOException when it does not run in time; with Flink's reason
     */
    public JobID submit(JobStart start, Path jar) throws IOException {
        Configuration configuration = start.configuration();
        configuration.set(PipelineOptions.JARS, List.of(jar.toUri().toString()));
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        start.build(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        graph.setJobId(new JobID()); // Flink 2.3 draws none itself
        try {
            graph.serializeUserDefinedInstances();
        } catch (Exception e) { // Flink declares it
            throw new IOException("job must be sendable: job=" + start.spec().name() + ": " + e.getMessage(), e);
        }
        JobID job = await(client.submitJob(graph), "submission");
        awaitRunning(start.spec(), job);
        return job;
    }

    private void awaitRunning(PipelineSpec spec, JobID job) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JobStatus status = await(client.getJobStatus(job), "status");
            if (status.isTerminalState()) {
                throw new IOException("job must run: job=" + spec.name() + ", status=" + status + ": " + reason(job)
                        + ". More at " + target.page() + "/#/job/completed/" + job + "/exceptions");
            }
            if (status == JobStatus.RUNNING && allTasksRun(await(client.getJobDetails(job), "tasks"))) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("job does not run yet: job=" + spec.name() + ", status=" + status + ", waited="
                        + PATIENCE.toSeconds() + "s. Are there enough slots? Why, at " + target.page()
                        + "/#/job/running/"
                        + job + "/exceptions");
            }
            pause();
        }
    }

    private String reason(JobID job) throws IOException {
        return await(client.requestJobResult(job), "result")
                .getSerializedThrowable()
                .map(failure -> String.valueOf(ExceptionUtils.stringifyException(failure)
                        .lines()
                        .filter(line -> line.startsWith("Caused by: "))
                        .reduce(failure.getMessage(), (first, last) -> last.substring("Caused by: ".length()))))
                .orElse("no reason given");
    }

    private static boolean allTasksRun(JobDetailsInfo details) {
        return details.getJobVertexInfos().stream()
                .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
    }

    /**
     * What the cluster says of a job.
     *
     * @throws IOException when it does not answer
     */
    public ClusterJobStatus status(JobID job) throws IOException {
        JobDetailsInfo details = await(client.getJobDetails(job), "tasks");
        CheckpointingStatisticsHeaders headers = CheckpointingStatisticsHeaders.getInstance();
        var parameters = headers.getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        var checkpoints = await(client.sendRequest(headers, parameters, EmptyRequestBody.getInstance()), "checkpoints");
        CheckpointStatistics.CompletedCheckpointStatistics last =
                checkpoints.getLatestCheckpoints().getCompletedCheckpointStatistics();
        return new ClusterJobStatus(
                job.toString(),
                details.getJobStatus().name(),
                Duration.ofMillis(details.getDuration()),
                details.getJobVertexInfos().size(),
                (int) details.getJobVertexInfos().stream()
                        .filter(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING)
                        .count(),
                Optional.ofNullable(last)
                        .map(done -> new ClusterJobStatus.Checkpoint(
                                done.getExternalPath(),
                                Duration.ofMillis(details.getNow() - done.getLatestAckTimestamp()),
                                Duration.ofMillis(done.getDuration()),
                                done.getStateSize())),
                JobCounts.of(await(client.getAccumulators(job, ClusterJobs.class.getClassLoader()), "counters")));
    }

    /**
     * Saves a job's state under the pipeline's storage while it runs on.
     *
     * @return where the savepoint is
     * @throws IOException when it is not there in time
     */
    public String savepoint(PipelineSpec spec, JobID job) throws IOException {
        return await(
                client.triggerSavepoint(job, RestorePoints.savepointFolder(spec), SavepointFormatType.CANONICAL),
                "savepoint");
    }

    /**
     * The counters of a job that has ended, exact now.
     *
     * @throws IOException when the cluster does not answer
     */
    public JobCounts total(JobID job) throws IOException {
        try {
            Map<String, Object> totals = new LinkedHashMap<>();
            for (var entry : await(client.requestJobResult(job), "result")
                    .getAccumulatorResults()
                    .entrySet()) {
                totals.put(
                        entry.getKey(),
                        entry.getValue()
                                .deserializeValue(ClusterJobs.class.getClassLoader())
                                .getUnchecked());
            }
            return JobCounts.of(totals);
        } catch (ClassNotFoundException e) {
            throw new IOException("counters must be readable: job=" + job + ": " + e.getMessage(), e);
        }
    }

    /**
     * Stops a job with a savepoint under the pipeline's storage.
     *
     * @param drain whether the stream ends here: the last partial window is trained and published
     * @return where the savepoint is
     * @throws IOException when it does not stop in time
     */
    public String stop(PipelineSpec spec, JobID job, boolean drain) throws IOException {
        awaitRunning(spec, job); // only then can a job stop with a savepoint
        String savepoint = await(
                client.stopWithSavepoint(
                        job, drain, RestorePoints.savepointFolder(spec), SavepointFormatType.CANONICAL),
                drain ? "drain" : "stop with savepoint");
        awaitEnd(job);
        return savepoint;
    }

    /**
     * Ends a job as it stands: it can go on from its newest checkpoint.
     *
     * @throws IOException when it does not end in time
     */
    public void cancel(JobID job) throws IOException {
        await(client.cancel(job), "cancel");
        awaitEnd(job);
    }

    private void awaitEnd(JobID job) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!await(client.getJobStatus(job), "status").isGloballyTerminalState()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("job does not end: job=" + job + ", waited=" + PATIENCE.toSeconds() + "s");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the cluster", e);
        }
    }

    private <T> T await(CompletableFuture<T> answer, String what) throws IOException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: target=" + target + ", for=" + what, e);
        } catch (TimeoutException e) {
            throw new IOException(
                    "no answer from Flink in time: target=" + target + ", for=" + what + ", waited="
                            + PATIENCE.toSeconds() + "s",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = ExceptionUtils.stripExecutionException(e);
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            throw new IOException(
                    "Flink refuses: target=" + target + ", for=" + what + ": " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
