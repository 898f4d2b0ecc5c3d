package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.FlagPipeline;
import dev.evenkeel.cli.offline.FlagSetting;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A file to be learned, and what its rows mean, by a pipeline file or by flags; to be mixed in. */
final class RowOptions {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private ColumnOptions columns = new ColumnOptions();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The file, plain or gzip; - is standard input (with -p).")
    private String input;

    /** As given. */
    String input() {
        return input;
    }

    boolean standardInput() {
        return input.equals(RowReader.STDIN);
    }

    /** What people call it. */
    String name() {
        return standardInput() ? "standard input" : Path.of(input).getFileName().toString();
    }

    boolean hasPipeline() {
        return pipeline.file().isPresent();
    }

    /** The pipeline of the options, with those of the learner on top. */
    PipelineSpec spec(List<FlagSetting> learner) throws IOException {
        List<FlagSetting> flags = new ArrayList<>();
        if (hasPipeline()) {
            columns.requireNone();
        } else {
            flags.addAll(columns.settings(input));
        }
        flags.addAll(learner);
        FlagPipeline composed = flags(flags);
        if (hasPipeline()) {
            return composed.over(pipeline.requiredFile()).spec();
        }
        if (standardInput()) {
            throw new UsageException(
                    "columns can be inferred from a file only: --input=-, expected=a file, or -p FILE");
        }
        return composed.inferredFrom(Path.of(input)).spec();
    }

    /** Another pipeline's file, with the learner's options on top. */
    PipelineSpec spec(Path file, List<FlagSetting> learner) {
        columns.requireNone();
        return flags(learner).over(file).spec();
    }

    private FlagPipeline flags(List<FlagSetting> flags) {
        return new FlagPipeline(flags, LocalPipelines.sets(pipeline), System::getenv);
    }

    /** The file's rows as a pipeline reads them. To be closed by the caller. */
    RowReader open(PipelineSpec spec) throws IOException {
        return RowReader.open(
                input, spec.examples().format().key(), spec.examples().options());
    }
}
