package dev.evenkeel.cli;

import dev.evenkeel.cli.stability.Ablation;
import dev.evenkeel.cli.stability.Attack;
import dev.evenkeel.cli.stability.Experiment;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Shows what each guard is worth. */
@CommandLine.Command(
        name = "ablation",
        description =
                "The guards of the balanced profile off one at a time, on attacked streams, as a table in Markdown.",
        footer = {
            "",
            "A network of 32 units under Adam. Cells: loss relative to the same settings on the clean stream (rows",
            "quarantined, steps refused, rollbacks); over the rows that were not poisoned, or from 2,000 rows after the",
            "end of the attack on, a tenth of a shorter stream."
        })
final class StabilityAblationCommand extends Command {
    @Mixin
    private AttackOptions options;

    @Override
    void run(Console console) throws IOException {
        List<String> header = new ArrayList<>(List.of("stream", "guards"));
        Ablation.ATTACKS.forEach(attack -> header.add(attack.title()));
        Table table = new Table("Loss relative to the clean stream", header);
        Map<String, Object> result = new LinkedHashMap<>();
        List<DataSet> streams = options.streams();
        console.print("| %s |", String.join(" | ", header));
        console.print("|%s", "---|".repeat(header.size()));
        for (DataSet data : streams) {
            result.put(data.toString(), ablate(options.read(data), table, console));
        }
        if (options.html().isPresent()) {
            Path html = options.html().get();
            new Page("What each guard is worth")
                    .paragraph(
                            "Over the rows that were not poisoned, or from 2,000 rows after the end of the attack on, a tenth of"
                                    + " a shorter stream. In brackets: rows quarantined, steps refused, rollbacks.")
                    .table(table)
                    .write(html);
            console.say("wrote %s", html);
        }
        console.result(Map.of("seed", options.seed(), "streams", result));
    }

    private static Map<String, Object> ablate(Experiment experiment, Table table, Console console) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Ablation.Guards guards : Ablation.GUARDS) {
            console.progress("%s %s ...", experiment.name(), guards.name());
            Ablation ablation = new Ablation(experiment, guards);
            List<String> cells = new ArrayList<>(List.of(experiment.name(), guards.name()));
            Map<String, Object> byAttack = new LinkedHashMap<>();
            for (Attack attack : Ablation.ATTACKS) {
                Ablation.Outcome outcome = ablation.run(attack);
                cells.add(outcome.cell());
                byAttack.put(attack.title(), toMap(outcome));
            }
            table.row(cells);
            console.print("| %s |", String.join(" | ", cells));
            all.put(guards.name(), byAttack);
        }
        return all;
    }

    private static Map<String, Object> toMap(Ablation.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("relative_loss", Double.isFinite(outcome.relative()) ? (Object) outcome.relative() : null);
        map.put("quarantined", outcome.quarantined());
        map.put("refused", outcome.refused());
        map.put("rollbacks", outcome.rollbacks());
        return map;
    }
}
