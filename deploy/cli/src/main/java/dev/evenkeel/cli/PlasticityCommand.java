package dev.evenkeel.cli;

import dev.evenkeel.cli.plasticity.Digits;
import dev.evenkeel.cli.plasticity.Method;
import dev.evenkeel.cli.plasticity.PermutedDigits;
import dev.evenkeel.dashboard.page.Axis;
import dev.evenkeel.dashboard.page.Chart;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import dev.evenkeel.model.plasticity.HiddenReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows which methods go on learning. */
@CommandLine.Command(
        name = "plasticity",
        description = "Online permuted digits: how well each method of model.plasticity goes on learning.",
        footer = {
            "",
            "Every few thousand examples the pixels are permuted anew, so that all that was learned is out of date.",
            "Plain Adam learns each task less well than the one before. Every method is a pipeline's setting."
        })
final class PlasticityCommand extends Command {
    @Option(
            names = "--tasks",
            defaultValue = "50",
            description = "Permutations, one after the other (${DEFAULT-VALUE}).")
    private int tasks;

    @Option(names = "--examples", defaultValue = "2000", description = "Examples of each (${DEFAULT-VALUE}).")
    private int examples;

    @Option(names = "--seeds", defaultValue = "3", description = "Runs of each method (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw all curves into one file.")
    private Path html;

    @Override
    void run(Console console) throws IOException {
        if (tasks < 2 || examples < 1 || seeds < 1) {
            throw new UsageException(
                    "must be at least two tasks, one example and one seed: --tasks=%d, --examples=%d, --seeds=%d"
                            .formatted(tasks, examples, seeds));
        }
        PermutedDigits experiment = new PermutedDigits(tasks, examples, seeds);
        Digits digits;
        try (InputStream csv = DataSet.DIGITS.open()) {
            digits = Digits.read(csv);
        }
        console.print("%-20s %9s %9s %9s   %s", "method", "first", "last", "change", "last layer at the end");
        List<PermutedDigits.Outcome> outcomes = new ArrayList<>();
        for (Method method : Method.ALL) {
            console.progress("%s ...", method.name());
            PermutedDigits.Outcome outcome = experiment.run(method, digits);
            outcomes.add(outcome);
            console.print(
                    "%-20s %9s %9s %9s   %s",
                    method.name(),
                    accuracy(outcome.first()),
                    accuracy(outcome.last()),
                    change(outcome),
                    lastLayer(outcome));
        }
        if (html != null) {
            page(outcomes).write(html);
            console.say("wrote %s", html);
        }
        console.result(toMap(outcomes));
    }

    private static String accuracy(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String change(PermutedDigits.Outcome outcome) {
        return String.format(Locale.ROOT, "%+.3f", outcome.last() - outcome.first());
    }

    private static String lastLayer(PermutedDigits.Outcome outcome) {
        HiddenReport last = outcome.hidden().get(outcome.hidden().size() - 1);
        return String.format(
                Locale.ROOT,
                "%.0f %% dormant, rank %.1f of %d, |W| %.1f, %,d recycled",
                100 * last.dormant(),
                last.effectiveRank(),
                last.units(),
                last.weightNorm(),
                last.recycled());
    }

    private Page page(List<PermutedDigits.Outcome> outcomes) {
        Chart chart = new Chart("Accuracy of each task", Axis.linear("task"), Axis.linear("accuracy"))
                .note("%d examples a task, micro-batch 1, mean of %d seeds".formatted(examples, seeds));
        double[] numbers = IntStream.rangeClosed(1, tasks).asDoubleStream().toArray();
        Table table = new Table("At the end", List.of("method", "settings", "first", "last", "change", "last layer"));
        for (PermutedDigits.Outcome outcome : outcomes) {
            chart.line(
                    outcome.method().name(),
                    numbers,
                    outcome.accuracies().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
            table.row(
                    outcome.method().name(),
                    outcome.method().settings().stream().collect(Collectors.joining(" ")),
                    accuracy(outcome.first()),
                    accuracy(outcome.last()),
                    change(outcome),
                    lastLayer(outcome));
        }
        return new Page("Online permuted digits")
                .paragraph(
                        "The pixels of %,d images are permuted anew every %,d examples; every image is predicted before it is learned from."
                                .formatted(DataSet.DIGITS.rows(), examples))
                .chart(chart)
                .table(table);
    }

    private Map<String, Object> toMap(List<PermutedDigits.Outcome> outcomes) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tasks", tasks);
        result.put("examples", examples);
        result.put("seeds", seeds);
        Map<String, Object> methods = new LinkedHashMap<>();
        for (PermutedDigits.Outcome outcome : outcomes) {
            Map<String, Object> method = new LinkedHashMap<>();
            method.put("settings", outcome.method().settings());
            method.put("first", outcome.first());
            method.put("last", outcome.last());
            method.put("accuracies", outcome.accuracies());
            methods.put(outcome.method().name(), method);
        }
        result.put("methods", methods);
        return result;
    }
}
