package dev.evenkeel.cli;

import dev.evenkeel.cli.job.ClusterJobs;
import dev.evenkeel.cli.job.Target;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A pipeline and the cluster that runs its job; to be mixed in. */
final class TargetOptions {
    /** Set by the launcher: the jar with our classes that a cluster is given. */
    private static final String JAR_PROPERTY = "evenkeel.job.jar";

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--target",
            required = true,
            paramLabel = "HOST:PORT",
            description = "The cluster's REST interface: localhost:8081.")
    private String target;

    Target target() {
        return Target.parse(target);
    }

    /** The pipeline. */
    PipelineSpec spec() {
        return spec(pipeline, target());
    }

    /** A pipeline for a cluster: one on this machine keeps its state in the user's folders, unless the file says otherwise. */
    static PipelineSpec spec(PipelineOptions pipeline, Target target) {
        return target.here()
                ? LocalPipelines.load(pipeline).spec()
                : PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                        .spec();
    }

    /** The pipeline's job; a usage error when it does not run there. */
    JobID job(ClusterJobs jobs, PipelineSpec spec) throws IOException {
        return jobs.find(spec)
                .orElseThrow(() -> new UsageException("no job of this pipeline runs there: pipeline=" + spec.name()
                        + ", target=" + target + ". deploy/evenkeel run -p FILE --target " + target + " starts it"));
    }

    /** The jar with our classes. */
    static Path jar() {
        String jar = System.getProperty(JAR_PROPERTY);
        if (jar == null || !Files.isReadable(Path.of(jar))) {
            throw new EnvironmentException(
                    "the job's jar must be there: " + jar + ". deploy/evenkeel builds it and says where it is");
        }
        return Path.of(jar).toAbsolutePath();
    }
}
