package dev.evenkeel.job.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.TestPipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStartTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final StartFrom LATEST = StartFrom.Snapshot.parse("latest");

    @TempDir
    private Path storage;

    private PipelineSpec spec;

    @BeforeEach
    void pipeline() {
        spec = TestPipelines.pipeline("checkpoint.storage=" + storage.toUri());
    }

    /** What the Flink Kubernetes Operator says after it has taken a savepoint, in the word of Flink 1 and in that of Flink 2. */
    @Test
    void aStateThatFlinkHasBeenGivenGoesBeforeTheNewestAndBeforeOrders() throws IOException {
        for (String key : new String[] {"execution.savepoint.path", "execution.state-recovery.path"}) {
            Configuration cluster = Configuration.fromMap(Map.of(key, "s3://bucket/savepoints/savepoint-1"));
            StartFrom given = new StartFrom.Given("s3://bucket/savepoints/savepoint-1", false);
            assertThat(ClusterStart.of(new StartFrom.Newest(), cluster, spec)).isEqualTo(given);
            assertThat(ClusterStart.of(LATEST, cluster, spec)).isEqualTo(given);
        }
    }

    /** A JobManager that died after an upgrade finds the savepoint's path again, and newer checkpoints of the job. */
    @Test
    void aStateThatWasGivenIsPassedOverWhenTheJobManagerHasDied() throws IOException {
        Configuration cluster = cluster("kubernetes");
        cluster.setString("execution.state-recovery.path", "s3://bucket/savepoints/savepoint-1");
        Path checkpoint = Files.createDirectories(Path.of(storage.toString(), spec.name(), JOB, "chk-3"));
        Files.createFile(checkpoint.resolve("_metadata"));
        assertThat(ClusterStart.of(new StartFrom.Newest(), cluster, spec))
                .isEqualTo(new StartFrom.Given("s3://bucket/savepoints/savepoint-1", true));
    }

    @Test
    void anOrderIsCarriedOutOnceThoughTheJobManagerDies() throws IOException {
        Configuration cluster = cluster("kubernetes");
        assertThat(ClusterStart.of(LATEST, cluster, spec)).isEqualTo(LATEST);
        Path checkpoint = Files.createDirectories(Path.of(storage.toString(), spec.name(), JOB, "chk-3"));
        assertThat(ClusterStart.of(LATEST, cluster, spec)).isEqualTo(LATEST);
        Files.createFile(checkpoint.resolve("_metadata"));
        assertThat(ClusterStart.of(LATEST, cluster, spec)).isEqualTo(new StartFrom.Newest());
        assertThat(ClusterStart.of(new StartFrom.Fresh(), cluster, spec)).isEqualTo(new StartFrom.Newest());
    }

    /** Nobody but its user starts such a job again: an order is meant. */
    @Test
    void withoutHighAvailabilityAnOrderHolds() throws IOException {
        Path checkpoint = Files.createDirectories(Path.of(storage.toString(), spec.name(), JOB, "chk-3"));
        Files.createFile(checkpoint.resolve("_metadata"));
        assertThat(ClusterStart.of(LATEST, cluster("NONE"), spec)).isEqualTo(LATEST);
        assertThat(ClusterStart.of(LATEST, new Configuration(), spec)).isEqualTo(LATEST);
    }

    private static Configuration cluster(String highAvailability) {
        return Configuration.fromMap(
                Map.of("high-availability.type", highAvailability, "$internal.pipeline.job-id", JOB));
    }
}
