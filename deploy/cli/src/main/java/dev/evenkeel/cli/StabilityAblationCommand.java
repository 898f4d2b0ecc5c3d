package dev.evenkeel.cli;

import dev.evenkeel.cli.stability.Ablation;
import dev.evenkeel.cli.stability.Attack;
import dev.evenkeel.cli.stability.RealStream;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

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
    private static final int FEWEST_ROWS = 100;
    private static final List<Attack> ATTACKS = List.of(Attack.POISON, Attack.FLIPS, Attack.BOMB);

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "bank,signals,digits",
            description = "As the command data names them (${DEFAULT-VALUE}).")
    private List<DataSet> streams = List.of();

    @Option(names = "--rows", defaultValue = "50000", description = "Rows of each at most (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--seed", defaultValue = "1", description = "Of learners and attacks (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the table into one file.")
    private Path html;

    @Override
    void run(Console console) throws IOException {
        if (rows < FEWEST_ROWS) {
            throw new UsageException("must be at least %d: --rows=%d".formatted(FEWEST_ROWS, rows));
        }
        List<String> header = new ArrayList<>(List.of("stream", "guards"));
        ATTACKS.forEach(attack -> header.add(attack.title()));
        Table table = new Table("Loss relative to the clean stream", header);
        console.print("| %s |", String.join(" | ", header));
        console.print("|%s", "---|".repeat(header.size()));
        Map<String, Object> result = new LinkedHashMap<>();
        for (DataSet data : streams) {
            result.put(data.toString(), ablate(data, table, console));
        }
        if (html != null) {
            new Page("What each guard is worth")
                    .paragraph(
                            "Over the rows that were not poisoned, or from 2,000 rows after the end of the attack on, a tenth of"
                                    + " a shorter stream. In brackets: rows quarantined, steps refused, rollbacks.")
                    .table(table)
                    .write(html);
            console.say("wrote %s", html);
        }
        console.result(Map.of("seed", seed, "streams", result));
    }

    private Map<String, Object> ablate(DataSet data, Table table, Console console) throws IOException {
        Ablation ablation = new Ablation(pipeline(data), data.toString(), seed);
        RealStream stream;
        try (InputStream bytes = data.open()) {
            stream = RealStream.read(data.toString(), bytes, ablation.pipeline(), rows);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (Ablation.Guards guards : Ablation.GUARDS) {
            console.progress("%s %s ...", data, guards.name());
            List<String> cells = new ArrayList<>(List.of(data.toString(), guards.name()));
            Map<String, Object> byAttack = new LinkedHashMap<>();
            for (Attack attack : ATTACKS) {
                Ablation.Outcome outcome = ablation.run(guards, attack, stream);
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

    /** The ready pipeline of a stream. */
    private static String pipeline(DataSet data) throws IOException {
        String resource = "/dev/evenkeel/config/pipelines/" + data + ".yaml";
        try (InputStream in = StabilityAblationCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new EnvironmentException("must be on the class path: resource=" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
