package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.EvaluationResult;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an evaluation came to, in a few lines. */
final class EvaluationSummary {
    private static final int ALARMS = 8;

    private EvaluationSummary() {}

    static void print(EvaluationResult result, ModelSnapshot snapshot, Console console) {
        LearnerSpec spec = result.lane().learner().spec();
        Estimates e = result.estimates();
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
        console.print("loss       %s (%s)", number(e.loss()), spec.loss().kind().key());
        if (spec.task() == Task.REGRESSION) {
            console.print("error      RMSE %s, MAE %s, R² %s", number(e.rmse()), number(e.mae()), number(e.r2()));
            console.print(
                    "baselines  RMSE of the mean so far %s, of no change %s", number(e.naive()), number(e.noChange()));
        } else {
            String auc = spec.task() == Task.BINARY ? ", AUC " + number(e.auc()) : "";
            console.print(
                    "quality    accuracy %s%s, kappa %s, F1 %s",
                    number(e.accuracy()), auc, number(e.kappa()), number(e.f1()));
            console.print(
                    "baselines  accuracy of the commonest class so far %s, of no change %s",
                    number(e.naive()), number(e.noChange()));
        }
        drift(result.alarms(), console);
        console.print(
                "time       %.2f s, of which learning %.2f s; %,.0f examples/s",
                result.seconds().total(),
                result.seconds().learn(),
                result.examples() / result.seconds().total());
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

    private static String number(double value) {
        return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.6f", value);
    }
}
