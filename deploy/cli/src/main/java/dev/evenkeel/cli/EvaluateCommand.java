package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.Compared;
import dev.evenkeel.cli.offline.Curves;
import dev.evenkeel.cli.offline.EvaluationPage;
import dev.evenkeel.cli.offline.EvaluationResult;
import dev.evenkeel.cli.offline.FileEvaluation;
import dev.evenkeel.cli.offline.ProgressTable;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.stability.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            "  evenkeel evaluate --input calls.csv --task binary --label y --positive yes",
            "  evenkeel evaluate --input calls.csv --compare a.yaml b.yaml --html report.html"
        })
final class EvaluateCommand extends Command {
    private static final TrainingLane.Listener SILENT = new TrainingLane.Listener() {};

    @Mixin
    private RowOptions rows = new RowOptions();

    @Mixin
    private LearnerOptions learner = new LearnerOptions();

    @Option(names = "--snapshot", paramLabel = "FILE", description = "Write the model there, as safetensors.")
    private Path snapshotFile;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the metrics and their curves there, as one page that needs nothing else.")
    private Path htmlFile;

    @Option(
            names = "--compare",
            arity = "2..*",
            paramLabel = "FILE",
            description =
                    "Learn the file by each of these pipelines, side by side; other options apply to all of them.")
    private List<Path> compared = List.of();

    @Override
    void run(Console console) throws IOException {
        if (compared.isEmpty()) {
            evaluate(console);
        } else {
            compare(console);
        }
    }

    private void evaluate(Console console) throws IOException {
        PipelineSpec spec = rows.spec(learner.settings());
        var table = new ProgressTable(
                spec.learner(), console.json() ? l -> console.say("%s", l) : l -> console.print("%s", l));
        Curves curves = new Curves();
        EvaluationResult result;
        try (RowReader reader = rows.open(spec)) {
            result = htmlFile == null
                    ? FileEvaluation.run(spec, reader, table)
                    : FileEvaluation.run(spec, reader, table, curves);
        }
        RejectionNotes.say(result.rejections(), console);
        requireExamples(result, "");
        ModelSnapshot snapshot = result.snapshot(spec.name());
        if (snapshotFile != null) {
            Files.write(snapshotFile, snapshot.encode());
        }
        writePage(List.of(new Compared(spec.name(), spec, result, curves)));
        EvaluationSummary.print(result, snapshot, console);
        console.result(result.toMap(snapshot));
        if (result.verdict().state() == Verdict.State.HALTED) {
            throw new HaltedException(result.verdict().sentence());
        }
    }

    private void compare(Console console) throws IOException {
        List<PipelineSpec> specs = comparedSpecs();
        List<String> names = ComparisonNames.of(compared);
        List<Compared> all = new ArrayList<>();
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            PipelineSpec spec = specs.get(i);
            console.say("%s ...", names.get(i));
            Curves curves = new Curves();
            EvaluationResult result;
            try (RowReader reader = rows.open(spec)) {
                result = FileEvaluation.run(spec, reader, SILENT, curves);
            }
            RejectionNotes.say(result.rejections(), console);
            requireExamples(result, ", pipeline=" + compared.get(i));
            all.add(new Compared(names.get(i), spec, result, curves));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", names.get(i));
            one.put("pipeline", compared.get(i).toString());
            one.putAll(result.toMap(result.snapshot(spec.name())));
            json.add(one);
        }
        writePage(all);
        MetricTable.print(all, console);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("input", rows.input());
        result.put("compared", json);
        console.result(result);
    }

    private List<PipelineSpec> comparedSpecs() throws IOException {
        if (rows.hasPipeline() || snapshotFile != null || rows.standardInput()) {
            throw new UsageException("several pipelines are compared over a file, and none of them saved:"
                    + " --compare with -p, --snapshot or --input=-");
        }
        List<PipelineSpec> specs = new ArrayList<>();
        for (Path file : compared) {
            specs.add(rows.spec(file, learner.settings()));
        }
        Task task = specs.get(0).model().task();
        for (int i = 1; i < specs.size(); i++) {
            if (specs.get(i).model().task() != task) {
                throw new UsageException("only pipelines of one task can be compared: model.task=%s in %s, %s in %s"
                        .formatted(
                                task.key(),
                                compared.get(0),
                                specs.get(i).model().task().key(),
                                compared.get(i)));
            }
        }
        return specs;
    }

    private void requireExamples(EvaluationResult result, String whose) {
        if (result.examples() == 0) {
            throw new UsageException("nothing could be learned: input=%s%s, rejected=%d, refused=%d"
                    .formatted(
                            rows.input(),
                            whose,
                            result.rejections().count(),
                            result.lane().counts().refusedRows()));
        }
    }

    private void writePage(List<Compared> all) throws IOException {
        if (htmlFile != null) {
            EvaluationPage.of(rows.name(), all).write(htmlFile);
        }
    }
}
