package dev.evenkeel.cli;

import dev.evenkeel.config.Pipeline;
import dev.evenkeel.config.PipelineFile;
import java.util.ArrayList;
import java.util.List;

/** Loads pipelines for jobs in this process, whose state lies in the user's own folders unless the file says otherwise. */
final class LocalPipelines {
    private static final String STORAGE = "checkpoint.storage";

    private LocalPipelines() {}

    /** The pipeline that the options name. */
    static Pipeline load(PipelineOptions options) {
        List<String> sets = sets(options);
        Pipeline pipeline = PipelineFile.load(options.requiredFile(), sets, System::getenv);
        if (!pipeline.isDefault(STORAGE)) {
            return pipeline;
        }
        sets.add(
                0,
                STORAGE + "="
                        + StateDirectory.of(pipeline.spec().name())
                                .resolve("checkpoints")
                                .toUri());
        return PipelineFile.load(options.requiredFile(), sets, System::getenv);
    }

    /** Overrides as the configuration takes them. */
    static List<String> sets(PipelineOptions options) {
        List<String> sets = new ArrayList<>();
        options.overrides().forEach((path, value) -> sets.add(path + "=" + value));
        return sets;
    }
}
