package dev.evenkeel.cli;

import dev.evenkeel.cli.job.ClusterJobs;
import dev.evenkeel.cli.job.Target;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.Beginning;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/**
 * Submits a pipeline's job to a cluster.
 *
 * @param spec the pipeline
 * @param target the cluster
 */
record Submission(PipelineSpec spec, Target target) {
    /** Submits it unless it runs there already, waits until it runs, and says where to look. */
    void submit(StartFrom from, Console console) throws IOException {
        try (ClusterJobs jobs = ClusterJobs.connect(target)) {
            Optional<JobID> running = jobs.find(spec);
            if (running.isPresent()) { // two would fence each other's transactions
                throw new UsageException("runs there already: pipeline=" + spec.name() + ", job=" + running.get()
                        + ", target=" + target + ". deploy/evenkeel stop -p FILE --target " + target + " stops it");
            }
            JobStart start = JobStart.prepare(spec, from);
            JobID job = jobs.submit(start, TargetOptions.jar());
            console.print(
                    "%s: reads %s at %s, %s",
                    spec.name(), spec.examples().topic(), spec.kafka().bootstrap(), start.origin());
            console.print("  job        %s", job);
            console.print("  page       %s/#/job/running/%s/overview", target.page(), job);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("pipeline", spec.name());
            result.put("job", job.toString());
            result.put("target", target.toString());
            result.put("resumed_from", start.restorePoint().orElse(null));
            result.put(
                    "from_snapshot", start.beginning().map(Beginning::sequence).orElse(null));
            console.result(result);
        }
    }
}
