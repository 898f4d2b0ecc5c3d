package dev.evenkeel.embedded;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this process: one JobManager, one TaskManager, REST on a free port of 127.0.0.1. It outlives
 * its jobs, so a finished job can still be asked for its status, result and accumulators.
 */
public final class EmbeddedFlink implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration METRICS_AGE = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final MiniCluster cluster;

    private EmbeddedFlink(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Starts a cluster.
     *
     * @param slots at least 1: the sum of the parallelism of the jobs that run at the same time
     * @param configuration Flink's own options, checkpoint and state directories for example; not changed
     * @throws IOException when it doesn't start
     */
    public static EmbeddedFlink start(int slots, Configuration configuration) throws IOException {
        if (slots < 1) {
            throw new IllegalArgumentException("must be at least 1: slots=" + slots);
        }
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(local(configuration))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) { // Flink declares it
            throw new IOException("Flink must start: slots=%d, cause=%s".formatted(slots, e.getMessage()), e);
        }
        return new EmbeddedFlink(cluster);
    }

    private static Configuration local(Configuration configuration) {
        var local = new Configuration(configuration);
        local.set(RestOptions.ADDRESS, HOST);
        local.set(RestOptions.BIND_ADDRESS, HOST);
        local.set(RestOptions.BIND_PORT, "0");
        local.set(JobManagerOptions.BIND_HOST, HOST);
        local.set(TaskManagerOptions.HOST, HOST);
        local.set(TaskManagerOptions.BIND_HOST, HOST);
        local.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_AGE); // Kafka's lag is asked for by the page
        return local;
    }

    /** The address of Flink's REST interface. */
    public URI restAddress() {
        return cluster.getRestAddress().join();
    }

    /**
     * Submits a job and returns once it is initialized. The graph's own configuration says where it resumes from.
     *
     * @return stops with savepoint, cancels, and gives status, result and accumulators
     * @throws IOException when the job can't be initialized: no checkpoint there, no coordinator, a broken graph
     */
    public JobClient submit(StreamGraph graph) throws IOException {
        ClassLoader classes = EmbeddedFlink.class.getClassLoader();
        try {
            graph.setJobId(new JobID()); // Flink 2.3 draws none itself
            graph.serializeUserDefinedInstances();
            var job = cluster.submitJob(graph).get().getJobID();
            ClientUtils.waitUntilJobInitializationFinished(
                    () -> cluster.getJobStatus(job).get(),
                    () -> cluster.requestJobResult(job).get(),
                    classes);
            return new MiniClusterJobClient(job, cluster, classes, JobFinalizationBehavior.NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: job=" + graph.getJobName(), e);
        } catch (Exception e) { // Flink declares it
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IOException(
                    "job must start: job=%s, cause=%s".formatted(graph.getJobName(), cause.getMessage()), cause);
        }
    }

    /**
     * Whether every task of a job runs. Only then can the job stop with a savepoint; its status says RUNNING earlier.
     *
     * @throws IOException when Flink doesn't know the job or doesn't answer
     */
    public boolean allTasksRun(JobID job) throws IOException {
        try {
            var graph = cluster.getExecutionGraph(job).get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            for (var vertex : graph.getAllExecutionVertices()) {
                if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: job=" + job, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("job must be known: job=%s, cause=%s".formatted(job, e), e);
        }
    }

    /**
     * Takes the TaskManager away from under its jobs and starts another one, as when a machine is lost.
     *
     * @throws IOException when there is no other one in time
     */
    public void replaceTaskManager() throws IOException {
        try {
            cluster.terminateTaskManager(0).get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            cluster.startTaskManager();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: TaskManager", e);
        } catch (Exception e) { // Flink declares it
            throw new IOException("TaskManager must be replaced: cause=" + e, e);
        }
    }

    /**
     * Stops the cluster within half a minute; cancels what still runs.
     *
     * @throws IOException when it doesn't stop in time; names the jobs that hang
     */
    @Override
    public void close() throws IOException {
        close(DEFAULT_CLOSE_TIMEOUT);
    }

    /**
     * Stops the cluster; cancels what still runs. A second call does nothing.
     *
     * @throws IOException when it doesn't stop in time; names the jobs that hang
     */
    public void close(Duration timeout) throws IOException {
        List<String> running = cluster.isRunning() ? runningJobs() : List.of();
        BoundedStop.run(
                "Flink with running jobs " + running,
                timeout,
                () -> cluster.closeAsync().join());
    }

    private List<String> runningJobs() throws IOException {
        try {
            return cluster.listJobs().get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .filter(job -> !job.getJobState().isGloballyTerminalState())
                    .map(job -> job.getJobName() + "=" + job.getJobState())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: jobs of Flink", e);
        } catch (ExecutionException | TimeoutException e) {
            return List.of("unknown, cause=" + e);
        }
    }
}
