package dev.evenkeel.cli;

import dev.evenkeel.cli.stability.Pace;
import dev.evenkeel.cli.stability.PaceSetup;
import dev.evenkeel.dashboard.page.Axis;
import dev.evenkeel.dashboard.page.Chart;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import dev.evenkeel.model.stability.LayerHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows at what pace the layers of deep networks learn. */
@CommandLine.Command(
        name = "pace",
        description =
                "Twenty layers of tanh: which of them vanish, explode, or learn at one pace, as a table in Markdown.",
        footer = {
            "",
            "Whether eight normal numbers have a sum above 0, in steps of 16 rows. Apart: the largest relative update of a",
            "layer over the smallest, the worst of all moments looked at. A step × 100 begins in the middle."
        })
final class StabilityPaceCommand extends Command {
    private static final List<String> HEADER =
            List.of("network", "rule", "apart", "vanishing layers", "exploding layers", "loss", "verdict");

    @Option(names = "--rows", defaultValue = "5120", description = "That each network learns (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--seed", defaultValue = "1", description = "Of rows and weights (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw all curves into one file.")
    private Path html;

    @Override
    void run(Console console) throws IOException {
        if (rows < Pace.FEWEST) {
            throw new UsageException("must be at least %d: --rows=%d".formatted(Pace.FEWEST, rows));
        }
        Pace pace = new Pace(rows, seed);
        Table table = new Table("At the end", HEADER);
        console.print("| %s |", String.join(" | ", HEADER));
        console.print("|%s", "---|".repeat(HEADER.size()));
        List<Pace.Outcome> outcomes = new ArrayList<>();
        for (PaceSetup setup : PaceSetup.ALL) {
            console.progress("%s ...", setup.name());
            Pace.Outcome outcome = pace.run(setup);
            outcomes.add(outcome);
            table.row(cells(outcome));
            console.print("| %s |", String.join(" | ", cells(outcome)));
        }
        if (html != null) {
            page(outcomes, table).write(html);
            console.say("wrote %s", html);
        }
        console.result(toMap(outcomes));
    }

    private static List<String> cells(Pace.Outcome outcome) {
        PaceSetup setup = outcome.setup();
        return List.of(
                setup.name(),
                setup.rule() + " " + setup.rate(),
                String.format(Locale.ROOT, "%.3g", outcome.evenness()),
                Long.toString(count(outcome, LayerHealth::vanishing)),
                Long.toString(count(outcome, LayerHealth::exploding)),
                String.format(Locale.ROOT, "%.3f", outcome.loss()),
                outcome.last().verdict().sentence());
    }

    private static long count(Pace.Outcome outcome, Predicate<LayerHealth> flag) {
        return outcome.last().layers().stream().filter(flag).count();
    }

    private static Page page(List<Pace.Outcome> outcomes, Table table) {
        Chart apart = new Chart(
                        "At one pace or not",
                        Axis.linear("rows"),
                        Axis.log("largest over smallest relative update of a layer"))
                .note("With normalization and trust ratio, or LAMB, below 10.");
        Chart growth = new Chart(
                        "Gradients out of proportion",
                        Axis.linear("rows"),
                        Axis.log("largest gradient norm of a layer over its running mean"))
                .note("A layer explodes at 20 times the mean, twice in 20 sampled steps; steps are sampled.");
        Chart gradients = new Chart(
                        "Gradients by layer, at the end",
                        Axis.linear("dense layer, from the input on"),
                        Axis.log("gradient norm"))
                .note("Where they vanish towards the input, what is there never learns.");
        for (Pace.Outcome outcome : outcomes) {
            String name = outcome.setup().name();
            double[] rows = values(outcome, Pace.Moment::row);
            apart.line(name, rows, values(outcome, moment -> moment.report().evenness()));
            growth.line(name, rows, values(outcome, Pace.Moment::growth));
            List<LayerHealth> layers = outcome.denseLayers();
            gradients.line(
                    name,
                    IntStream.rangeClosed(1, layers.size()).asDoubleStream().toArray(),
                    layers.stream().mapToDouble(LayerHealth::gradientNorm).toArray());
        }
        return new Page("The pace of twenty layers")
                .paragraph(
                        "Networks of 20 hidden layers of 16 units of tanh learn whether eight normal numbers have a sum above 0,"
                                + " in steps of 16 rows. Apart: the largest relative update of a layer over the smallest, the worst of"
                                + " all moments looked at.")
                .table(table)
                .chart(apart)
                .chart(growth)
                .chart(gradients);
    }

    private static double[] values(Pace.Outcome outcome, ToDoubleFunction<Pace.Moment> value) {
        return outcome.moments().stream().mapToDouble(value).toArray();
    }

    private Map<String, Object> toMap(List<Pace.Outcome> outcomes) {
        Map<String, Object> networks = new LinkedHashMap<>();
        for (Pace.Outcome outcome : outcomes) {
            Map<String, Object> network = new LinkedHashMap<>();
            network.put("rule", outcome.setup().rule());
            network.put("rate", outcome.setup().rate());
            network.put("apart", Double.isFinite(outcome.evenness()) ? (Object) outcome.evenness() : null);
            network.put("vanishing", count(outcome, LayerHealth::vanishing));
            network.put("exploding", count(outcome, LayerHealth::exploding));
            network.put("loss", Double.isFinite(outcome.loss()) ? (Object) outcome.loss() : null);
            network.put("report", outcome.last().toMap());
            networks.put(outcome.setup().name(), network);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", rows);
        result.put("seed", seed);
        result.put("networks", networks);
        return result;
    }
}
