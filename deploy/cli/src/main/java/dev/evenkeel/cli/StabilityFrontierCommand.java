package dev.evenkeel.cli;

import dev.evenkeel.cli.stability.Attack;
import dev.evenkeel.cli.stability.Change;
import dev.evenkeel.cli.stability.Curve;
import dev.evenkeel.cli.stability.Experiment;
import dev.evenkeel.cli.stability.Frontier;
import dev.evenkeel.dashboard.page.Axis;
import dev.evenkeel.dashboard.page.Chart;
import dev.evenkeel.dashboard.page.Page;
import dev.evenkeel.dashboard.page.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Shows what each profile saves under attack, and what it costs without. */
@CommandLine.Command(
        name = "frontier",
        description = "The profiles of stability against each other on attacked streams, as a table in Markdown.",
        footer = {
            "",
            "A network of 32 units under Adam; its rate is a hundred times as large for one row in forty (500 at most), or",
            "a tenth of the labels (2,000 at most) are flipped, from the middle of the stream on. Losses are by the true",
            "labels. clean: loss without attack, against off's; worst: of 500 rows during or right after it, and from then",
            "on: to the end of the stream, both against the same profile without attack; recovery: rows after it until the",
            "next 500 have at most 5 % more loss than without attack."
        })
final class StabilityFrontierCommand extends Command {
    private static final List<String> HEADER = List.of(
            "stream",
            "attack",
            "profile",
            "clean",
            "worst",
            "from then on",
            "recovery",
            "refused steps",
            "quarantined rows",
            "rollbacks");

    @Mixin
    private AttackOptions options;

    @Override
    void run(Console console) throws IOException {
        List<DataSet> streams = options.streams();
        Table table = new Table("Profiles under attack", HEADER);
        console.print("| %s |", String.join(" | ", HEADER));
        console.print("|%s", "---|".repeat(HEADER.size()));
        Map<String, Object> result = new LinkedHashMap<>();
        Page page = new Page("Stability against speed")
                .paragraph(
                        "What each profile of the guards saves under attack, and what it costs without. A network of 32"
                                + " units under Adam; losses are by the labels as they were before the attack. Clean: the loss without"
                                + " attack against off's. Worst: that of 500 rows during or right after the attack; from then on: to the"
                                + " end of the stream; both against the same profile without attack. Recovery: rows after the attack"
                                + " until the next 500 have at most 5 % more loss than without.");
        List<Chart> charts = new ArrayList<>();
        for (DataSet data : streams) {
            result.put(data.toString(), compare(options.read(data), table, charts, console));
        }
        if (options.html().isPresent()) {
            Path html = options.html().get();
            page.table(table);
            charts.forEach(page::chart);
            page.write(html);
            console.say("wrote %s", html);
        }
        console.result(Map.of("seed", options.seed(), "streams", result));
    }

    private static Map<String, Object> compare(
            Experiment experiment, Table table, List<Chart> charts, Console console) {
        List<Frontier> profiles = new ArrayList<>();
        for (String profile : Frontier.PROFILES) {
            console.progress("%s %s ...", experiment.name(), profile);
            profiles.add(new Frontier(experiment, profile));
        }
        double off = profiles.get(profiles.size() - 1).cleanLoss();
        Map<String, Object> result = new LinkedHashMap<>();
        for (Attack attack : Frontier.ATTACKS) {
            Chart chart = chart(experiment.name() + ": " + attack.title(), profiles);
            Chart points = new Chart(
                            "%s: what caution costs and saves, %s".formatted(experiment.name(), attack.title()),
                            Axis.linear("loss without attack, over off's"),
                            Axis.log("loss from the attack on, over the same without"))
                    .note("Left is fast, low is stable.");
            Map<String, Object> byProfile = new LinkedHashMap<>();
            for (Frontier profile : profiles) {
                console.progress("%s %s %s ...", experiment.name(), attack.title(), profile.profile());
                Frontier.Outcome outcome = profile.attack(attack);
                double clean = profile.cleanLoss() / off;
                List<String> cells = cells(experiment, attack, profile, clean, outcome);
                table.row(cells);
                console.print("| %s |", String.join(" | ", cells));
                chart.line(
                        profile.profile(),
                        outcome.curve().rows(),
                        outcome.curve().losses());
                points.line(profile.profile(), new double[] {clean}, new double[] {outcome.after()});
                byProfile.put(profile.profile(), toMap(clean, outcome));
                if (profile == profiles.get(0)) {
                    chart.span(outcome.from(), outcome.to(), attack.title());
                }
            }
            charts.add(chart);
            charts.add(points);
            result.put(attack.title(), byProfile);
        }
        return result;
    }

    private static Chart chart(String title, List<Frontier> profiles) {
        Frontier balanced = profiles.get(Frontier.PROFILES.indexOf("balanced"));
        Curve clean = balanced.cleanCurve();
        return new Chart(title, Axis.linear("rows"), Axis.log("loss"))
                .baseline("balanced, no attack", clean.rows(), clean.losses());
    }

    private static List<String> cells(
            Experiment experiment, Attack attack, Frontier profile, double clean, Frontier.Outcome outcome) {
        return List.of(
                experiment.name(),
                attack.title(),
                profile.profile(),
                Change.of(clean),
                Change.of(outcome.worst()),
                Change.of(outcome.after()),
                outcome.halted() ? "halted" : outcome.recovery() < 0 ? "–" : Integer.toString(outcome.recovery()),
                Long.toString(outcome.refused()),
                Long.toString(outcome.quarantined()),
                Long.toString(outcome.rollbacks()));
    }

    private static Map<String, Object> toMap(double clean, Frontier.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("clean", clean);
        map.put("worst", finite(outcome.worst()));
        map.put("from_then_on", finite(outcome.after()));
        map.put("recovery_rows", outcome.recovery() < 0 ? null : outcome.recovery());
        map.put("refused", outcome.refused());
        map.put("quarantined", outcome.quarantined());
        map.put("rollbacks", outcome.rollbacks());
        map.put("halted", outcome.halted());
        map.put("rows", outcome.curve().rows());
        map.put(
                "losses",
                Arrays.stream(outcome.curve().losses())
                        .mapToObj(StabilityFrontierCommand::finite)
                        .toList());
        return map;
    }

    /** JSON has no other numbers. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
