package dev.evenkeel.cli;

import dev.evenkeel.cli.job.ClusterJobs;
import dev.evenkeel.cli.job.JobCounts;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a job on a cluster. */
@CommandLine.Command(
        name = "stop",
        description = "Stop a pipeline's job on a cluster; resume goes on where it stopped.")
final class StopCommand extends Command {
    @Mixin
    private TargetOptions options = new TargetOptions();

    @ArgGroup
    private Way way = new Way();

    /** At most one of these. */
    private static final class Way {
        @Option(names = "--savepoint", description = "With a savepoint under checkpoint.storage: the default.")
        private boolean savepoint;

        @Option(
                names = "--drain",
                description = "With a savepoint, and for good: the last partial window is learned and published too.")
        private boolean drain;

        @Option(names = "--cancel", description = "At once, without a savepoint: the newest checkpoint stands.")
        private boolean cancel;
    }

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = options.spec();
        try (ClusterJobs jobs = ClusterJobs.connect(options.target())) {
            JobID job = options.job(jobs, spec);
            String savepoint = null;
            if (way.cancel && !way.savepoint) {
                jobs.cancel(job);
            } else {
                savepoint = jobs.stop(spec, job, way.drain);
            }
            JobCounts counts = jobs.total(job);
            console.print(
                    "%s: %,d read, %,d learned, %,d rejected, %,d refused",
                    spec.name(), counts.read(), counts.learned(), counts.rejected(), counts.refusedRows());
            console.print("%s", savepoint == null ? "cancelled" : savepoint);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("pipeline", spec.name());
            result.put("job", job.toString());
            result.put("read", counts.read());
            result.put("learned", counts.learned());
            result.put("rejected", counts.rejected());
            result.put("snapshots", counts.snapshots());
            result.put("savepoint", savepoint);
            console.result(result);
        }
    }
}
