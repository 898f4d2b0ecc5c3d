package dev.evenkeel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedFlinkIT {
    private static final long WAIT_S = 30;

    @TempDir
    private Path directory;

    @Test
    void aJobStopsWithASavepointAndResumesFromIt() throws Exception {
        try (var flink = EmbeddedFlink.start(1, cluster())) {
            assertThat(flink.restAddress().getHost()).isEqualTo("127.0.0.1");
            JobClient job = flink.submit(endlessJob(new Configuration()));
            String savepoint = stop(flink, job);
            assertThat(job.getJobStatus().get(WAIT_S, TimeUnit.SECONDS)).isEqualTo(JobStatus.FINISHED);

            var resumed = new Configuration();
            resumed.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            assertThat(stop(flink, flink.submit(endlessJob(resumed)))).isNotEqualTo(savepoint);
        }
    }

    @Test
    void aFinishedJobStillTellsItsResult() throws Exception {
        try (var flink = EmbeddedFlink.start(1, cluster())) {
            JobClient job = flink.submit(job(new Configuration(), 10, 1e6));

            var result = job.getJobExecutionResult().get(WAIT_S, TimeUnit.SECONDS);

            assertThat(result.getJobID()).isEqualTo(job.getJobID());
            assertThat(job.getAccumulators().get(WAIT_S, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void closingCancelsWhatStillRuns() throws Exception {
        var flink = EmbeddedFlink.start(1, cluster());
        flink.submit(endlessJob(new Configuration()));

        flink.close(Duration.ofSeconds(WAIT_S));
        flink.close(Duration.ofSeconds(WAIT_S));

        assertThatThrownBy(() -> flink.submit(endlessJob(new Configuration())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("job must start: job=endless, cause=");
    }

    @Test
    void refusesASavepointThatDoesNotExist() throws Exception {
        var configuration = new Configuration();
        configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH,
                directory.resolve("absent").toUri().toString());
        try (var flink = EmbeddedFlink.start(1, cluster())) {
            assertThatThrownBy(() -> flink.submit(endlessJob(configuration)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("job must start: job=endless, cause=")
                    .hasStackTraceContaining("absent");
        }
    }

    @Test
    void refusesAClusterWithoutSlots() {
        assertThatThrownBy(() -> EmbeddedFlink.start(0, new Configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at least 1: slots=0");
    }

    private Configuration cluster() throws IOException {
        var configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Files.createDirectories(directory.resolve("checkpoints"))
                        .toUri()
                        .toString());
        return configuration;
    }

    private String stop(EmbeddedFlink flink, JobClient job) throws Exception {
        await().atMost(Duration.ofSeconds(WAIT_S)).until(() -> flink.allTasksRun(job.getJobID()));
        String target = directory.resolve("savepoints").toUri().toString();
        return job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                .get(WAIT_S, TimeUnit.SECONDS);
    }

    private static StreamGraph endlessJob(Configuration configuration) {
        return job(configuration, Long.MAX_VALUE, 1000);
    }

    private static StreamGraph job(Configuration configuration, long rows, double perSecond) {
        var environment = new StreamExecutionEnvironment(configuration);
        environment.setParallelism(1);
        var source =
                new DataGeneratorSource<>(index -> index, rows, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        var graph = environment.getStreamGraph();
        graph.setJobName("endless");
        return graph;
    }
}
