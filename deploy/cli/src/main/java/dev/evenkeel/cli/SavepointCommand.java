package dev.evenkeel.cli;

import dev.evenkeel.cli.job.ClusterJobs;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Saves the state of a job on a cluster. */
@CommandLine.Command(
        name = "savepoint",
        description = "Save the state of a pipeline's job on a cluster, under checkpoint.storage; the job runs on.")
final class SavepointCommand extends Command {
    @Mixin
    private TargetOptions options = new TargetOptions();

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = options.spec();
        try (ClusterJobs jobs = ClusterJobs.connect(options.target())) {
            String savepoint = jobs.savepoint(spec, options.job(jobs, spec));
            console.print("%s", savepoint);
            console.result(Map.of("savepoint", savepoint));
        }
    }
}
