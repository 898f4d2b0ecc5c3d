package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.EvaluationResult;
import dev.evenkeel.cli.offline.FileEvaluation;
import dev.evenkeel.cli.offline.FlagPipeline;
import dev.evenkeel.cli.offline.FlagSetting;
import dev.evenkeel.cli.offline.ProgressTable;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.stability.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Learns a file in this process. */
@CommandLine.Command(
        name = "evaluate",
        description = "Learn a file, test-then-train, without Kafka or Flink: the same learner, the same result.",
        footer = {
            "",
            "With -p as the job would, without -p by these options. For example:",
            "  evenkeel evaluate --input calls.csv --task binary --label y --positive yes"
        })
final class EvaluateCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private ColumnOptions columns = new ColumnOptions();

    @Mixin
    private LearnerOptions learner = new LearnerOptions();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The file, plain or gzip; - is standard input (with -p).")
    private String input;

    @Option(names = "--snapshot", paramLabel = "FILE", description = "Write the model there, as safetensors.")
    private Path snapshotFile;

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = spec();
        EvaluationResult result;
        try (RowReader rows = RowReader.open(
                input, spec.examples().format().key(), spec.examples().options())) {
            var table = new ProgressTable(
                    spec.learner(), console.json() ? l -> console.say("%s", l) : l -> console.print("%s", l));
            result = FileEvaluation.run(spec, rows, table);
        }
        RejectionNotes.say(result.rejections(), console);
        if (result.examples() == 0) {
            throw new UsageException("nothing could be learned: input=%s, rejected=%d, refused=%d"
                    .formatted(
                            input,
                            result.rejections().count(),
                            result.lane().counts().refusedRows()));
        }
        ModelSnapshot snapshot = result.snapshot(spec.name());
        if (snapshotFile != null) {
            Files.write(snapshotFile, snapshot.encode());
        }
        EvaluationSummary.print(result, snapshot, console);
        console.result(result.toMap(snapshot));
        if (result.verdict().state() == Verdict.State.HALTED) {
            throw new HaltedException(result.verdict().sentence());
        }
    }

    private PipelineSpec spec() throws IOException {
        List<FlagSetting> flags = new ArrayList<>();
        if (pipeline.file().isEmpty()) {
            flags.addAll(columns.settings(input));
        } else {
            columns.requireNone();
        }
        flags.addAll(learner.settings());
        var composed = new FlagPipeline(flags, LocalPipelines.sets(pipeline), System::getenv);
        if (pipeline.file().isPresent()) {
            return composed.over(pipeline.file().get()).spec();
        }
        if (input.equals(RowReader.STDIN)) {
            throw new UsageException(
                    "columns can be inferred from a file only: --input=-, expected=a file, or -p FILE");
        }
        return composed.inferredFrom(Path.of(input)).spec();
    }
}
