package dev.evenkeel.cli;

import dev.evenkeel.cli.job.ClusterJobStatus;
import dev.evenkeel.cli.job.ClusterJobs;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** How a pipeline's job on a cluster stands. */
@CommandLine.Command(name = "status", description = "Say how a pipeline's job on a cluster stands.")
final class StatusCommand extends Command {
    @Mixin
    private TargetOptions options = new TargetOptions();

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = options.spec();
        try (ClusterJobs jobs = ClusterJobs.connect(options.target())) {
            ClusterJobStatus status = jobs.status(options.job(jobs, spec));
            console.print("%s", spec.name());
            console.print(
                    "  job        %s, %s for %,d s, %d of %d tasks run",
                    status.id(), status.status(), status.age().toSeconds(), status.running(), status.tasks());
            console.print(
                    "  rows       %,d read, %,d learned, %,d rejected, %,d refused",
                    status.counts().read(),
                    status.counts().learned(),
                    status.counts().rejected(),
                    status.counts().refusedRows());
            console.print(
                    "  checkpoint %s",
                    status.checkpoint()
                            .map(c -> String.format(
                                    "%d s ago, took %d ms, %,d bytes: %s",
                                    c.age().toSeconds(), c.duration().toMillis(), c.bytes(), c.path()))
                            .orElse("none yet"));
            console.print(
                    "  page       %s/#/job/running/%s/overview",
                    options.target().page(), status.id());
            console.result(status.toJson());
        }
    }
}
