package dev.evenkeel.cli;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.settings.RestorePoints;
import dev.evenkeel.job.start.StartFrom;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Submits a pipeline's job again. */
@CommandLine.Command(
        name = "resume",
        description =
                "Run a pipeline's job on a cluster again, from its newest checkpoint or savepoint; there must be one.")
final class ResumeCommand extends Command {
    @Mixin
    private TargetOptions options = new TargetOptions();

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = options.spec();
        if (RestorePoints.newest(spec).isEmpty()) {
            throw new UsageException("nothing to resume from: checkpoint.storage="
                    + spec.checkpoint().storage() + ". deploy/evenkeel run -p FILE --target " + options.target()
                    + " begins, with --from-snapshot latest where it has published before");
        }
        new Submission(spec, options.target()).submit(new StartFrom.Newest(), console);
    }
}
