package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.EvaluationResult;
import dev.evenkeel.cli.offline.Metric;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.stability.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** What an evaluation came to, in a few lines. */
final class EvaluationSummary {
    private static final int ALARMS = 8;

    private EvaluationSummary() {}

    static void print(EvaluationResult result, ModelSnapshot snapshot, Console console) {
        LearnerSpec spec = result.lane().learner().spec();
        console.print("");
        console.print(
                "examples   %,d learned, %,d rejected, %,d refused; %,d features",
                result.examples(),
                result.rejections().count(),
                result.lane().counts().refusedRows(),
                result.features());
        console.print(
                "model      %s, %s, %,d parameters, version %d",
                spec.kind().key(), spec.rule().rule(), result.lane().learner().parameterCount(), snapshot.version());
        console.print("sha256     %s", snapshot.sha256());
        Verdict verdict = result.verdict();
        console.print("verdict    %s: %s", verdict.state().key(), verdict.sentence());
        console.print(
                "loss       %s (%s)",
                Metric.number(result.estimates().loss()), spec.loss().kind().key());
        drift(result.alarms(), console);
        hidden(result.lane().learner().hiddenLayers(), console);
        console.print(
                "time       %.2f s, of which learning %.2f s; %,.0f examples/s",
                result.seconds().total(), result.seconds().learn(), result.rate());
        console.print("");
        MetricTable.print(result, console);
    }

    /** What each layer of hidden units has left of its ability to learn. */
    private static void hidden(List<HiddenReport> layers, Console console) {
        for (HiddenReport layer : layers) {
            if (Double.isNaN(layer.dormant())) {
                continue; // nothing was learned
            }
            console.print(
                    "units      %s: %.0f %% dormant, rank %.1f of %d, |W| %.1f, %,d recycled",
                    layer.layer(),
                    100 * layer.dormant(),
                    layer.effectiveRank(),
                    layer.units(),
                    layer.weightNorm(),
                    layer.recycled());
        }
    }

    /** Which signals changed where: the first {@value #ALARMS} alarms. */
    private static void drift(List<LaneEvent> alarms, Console console) {
        if (alarms.isEmpty()) {
            return;
        }
        String places = alarms.stream()
                .limit(ALARMS)
                .map(alarm -> "%s %s at %,d"
                        .formatted(
                                alarm.details().get("signal"),
                                alarm.details().get("direction"),
                                Long.parseLong(alarm.details().get("example"))))
                .collect(Collectors.joining(", "));
        console.print(
                "drift      %,d alarms: %s%s",
                alarms.size(), places, alarms.size() > ALARMS ? ", ... (--json: all)" : "");
    }
}
