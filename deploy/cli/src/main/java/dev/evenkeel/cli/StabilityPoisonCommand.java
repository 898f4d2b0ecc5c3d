package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.FlagSetting;
import dev.evenkeel.cli.stability.Poison;
import dev.evenkeel.cli.stability.Poisoning;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Poisons a file's numbers, and shows what learners lose by it. */
@CommandLine.Command(
        name = "poison",
        description =
                "What poisoned numbers and changed units in a file of yours cost each learner, as a table in Markdown.",
        footer = {
            "",
            "One row in a thousand has a number that is NaN, infinite or 10^2 to 10^30 times its column's largest (wild),",
            "or 3 to 100 times (mild), or such a label; or a column changes its unit at half time. Cells: loss against the",
            "same learner's on the clean file over the rows not poisoned; after a change of units over rows 2,000 to 7,000",
            "after it; of all columns and seeds the worst. guards: clean file, against the same learner without guards",
            "(rows quarantined). For example:",
            "  evenkeel stability poison --input calls.csv --task binary --label y --positive yes"
        })
final class StabilityPoisonCommand extends Command {
    private static final Map<String, List<FlagSetting>> LEARNERS = learners();

    @Mixin
    private RowOptions rows = new RowOptions();

    @Option(
            names = "--learners",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "nag,linear,mlp,auto",
            description = "nag, linear, mlp, auto, or pipeline: the file's own (${DEFAULT-VALUE}).")
    private List<String> learners = List.of();

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "COLUMN",
            description = "Numbers to poison, one at a time. Default: each column of numbers.")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--seeds", defaultValue = "2", description = "Draws of the poison (${DEFAULT-VALUE}).")
    private int seeds;

    private static Map<String, List<FlagSetting>> learners() {
        Map<String, List<FlagSetting>> all = new LinkedHashMap<>();
        all.put("nag", learner("linear", "nag"));
        all.put("linear", learner("linear", "auto"));
        all.put("mlp", learner("mlp", "auto"));
        all.put("auto", learner("auto", "auto"));
        all.put("pipeline", List.of());
        return all;
    }

    private static List<FlagSetting> learner(String kind, String rule) {
        return List.of(
                FlagSetting.text("--learners", "model.kind", kind),
                FlagSetting.text("--learners", "update.rule", rule));
    }

    @Override
    void run(Console console) throws IOException {
        requireUse();
        PipelineSpec first = rows.spec(LEARNERS.get(learners.get(0)));
        Poisoning.Rows all;
        try (RowReader reader = rows.open(first)) {
            all = Poisoning.Rows.read(rows.name(), reader, first);
        }
        int[] struck = columns(all.columns());
        List<Poison> poisons = Arrays.stream(Poison.values())
                .filter(poison -> poison.fits(first.model().task()) && (poison.label() || struck.length > 0))
                .toList();
        List<String> header = new ArrayList<>(List.of("learner", "guards"));
        poisons.forEach(poison -> header.add(poison.title()));
        console.print("| %s |", String.join(" | ", header));
        console.print("|%s", "---|".repeat(header.size()));
        Map<String, Object> result = new LinkedHashMap<>();
        for (String learner : learners) {
            console.progress("%s ...", learner);
            Poisoning poisoning = Poisoning.of(all, rows.spec(LEARNERS.get(learner)));
            Poisoning.Outcome guards = poisoning.guards();
            List<String> cells =
                    new ArrayList<>(List.of(learner, "%s (%d)".formatted(guards.cell(), guards.quarantined())));
            Map<String, Object> outcomes = new LinkedHashMap<>();
            outcomes.put("guards", toMap(guards));
            for (Poison poison : poisons) {
                console.progress("%s, %s ...", learner, poison.title());
                Poisoning.Outcome worst = poisoning.worst(poison, struck, seeds);
                cells.add(worst.cell());
                outcomes.put(poison.title(), toMap(worst));
            }
            console.print("| %s |", String.join(" | ", cells));
            result.put(learner, outcomes);
        }
        console.result(Map.of("input", rows.input(), "rows", all.count(), "seeds", seeds, "learners", result));
    }

    private void requireUse() {
        for (String learner : learners) {
            if (!LEARNERS.containsKey(learner)) {
                throw new UsageException("must be of %s: --learners=%s".formatted(LEARNERS.keySet(), learner));
            }
        }
        if (seeds < 1) {
            throw new UsageException("must be at least 1: --seeds=%d".formatted(seeds));
        }
    }

    private int[] columns(List<String> known) {
        for (String column : columns) {
            if (!known.contains(column)) {
                throw new UsageException(
                        "must be a column of numbers: --columns=%s, columns=%s".formatted(column, known));
            }
        }
        List<String> chosen = columns.isEmpty() ? known : columns;
        return chosen.stream().mapToInt(known::indexOf).toArray();
    }

    private static Map<String, Object> toMap(Poisoning.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("relative_loss", Double.isFinite(outcome.relative()) ? (Object) outcome.relative() : null);
        map.put("quarantined", outcome.quarantined());
        map.put("halted", outcome.halted());
        return map;
    }
}
