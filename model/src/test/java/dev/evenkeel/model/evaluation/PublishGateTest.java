package dev.evenkeel.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.PublishGate.Against;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishGateTest {
    private static final double NAN = Double.NaN;

    /** log loss .40, Brier .20, accuracy .80, AUC .70, kappa .30; a constant: .50, .25 and .75; repeating the last label: .85. */
    private static final Estimates BINARY = new Estimates(
            5_000,
            .40,
            .40,
            .20,
            .80,
            .70,
            0,
            .30,
            .60,
            .02,
            NAN,
            NAN,
            NAN,
            new Baselines(.75, .85, .50, .25, NAN, NAN),
            List.of());

    /** RMSE 2, MAE 1; the mean: 3 and 2.5; repeating the last label: 1.5 and .5. */
    private static final Estimates REGRESSION = new Estimates(
            5_000,
            4,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            NAN,
            2,
            1,
            .5,
            new Baselines(3, 1.5, NAN, NAN, 2.5, .5),
            List.of());

    @ParameterizedTest
    @CsvSource({
        "LOG_LOSS, BASELINE, 0, true",
        "LOG_LOSS, BASELINE, 0.09, true",
        "LOG_LOSS, BASELINE, 0.11, false",
        "BRIER, BASELINE, 0.06, false",
        "ACCURACY, BASELINE, 0.04, true",
        "ACCURACY, NO_CHANGE, 0, false",
        "ACCURACY, NO_CHANGE, -0.06, true",
        "AUC, BASELINE, 0.19, true",
        "AUC, BASELINE, 0.21, false",
        "KAPPA, BASELINE, 0.31, false",
    })
    void aClassifierPassesWhenItIsBetterByTheMargin(GateMetric metric, Against against, double margin, boolean passes) {
        assertThat(new PublishGate(metric, against, margin).decide(BINARY, NAN).passed())
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "RMSE, BASELINE, 0.9, true",
        "RMSE, BASELINE, 1.1, false",
        "RMSE, NO_CHANGE, 0, false",
        "MAE, BASELINE, 0, true",
        "MAE, NO_CHANGE, 0, false",
    })
    void aRegressionPassesWhenItsErrorIsLessByTheMargin(
            GateMetric metric, Against against, double margin, boolean passes) {
        assertThat(new PublishGate(metric, against, margin)
                        .decide(REGRESSION, NAN)
                        .passed())
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"0.41, 0, true", "0.40, 0, false", "0.39, 0, false", "0.39, -0.02, true", "0.41, 0.02, false"})
    void theLastPublishedModelMustBeBeaten(double last, double margin, boolean passes) {
        PublishGate gate = new PublishGate(GateMetric.LOG_LOSS, Against.LAST_PUBLISHED, margin);

        assertThat(gate.decide(BINARY, last).passed()).isEqualTo(passes);
    }

    @Test
    void theFirstModelHasNobodyToBeat() {
        PublishGate.Decision first =
                new PublishGate(GateMetric.LOG_LOSS, Against.LAST_PUBLISHED, 0).decide(BINARY, NAN);

        assertThat(first.passed()).isTrue();
        assertThat(first.sentence()).isEqualTo("the first one");
    }

    @Test
    void whatIsNotKnownBeatsNothing() {
        Estimates nothing =
                new Evaluation(Task.BINARY, Loss.of(LossKind.LOGISTIC), 1, new EvaluationSettings(100, .9)).window();
        for (Against against : Against.values()) {
            GateMetric metric = GateMetric.ACCURACY;
            assertThat(new PublishGate(metric, against, 0).decide(nothing, NAN).passed())
                    .as("%s", against)
                    .isFalse();
        }
    }

    @Test
    void saysWhatItComparedForPeopleAndForMachines() {
        PublishGate.Decision decision = new PublishGate(GateMetric.LOG_LOSS, Against.BASELINE, 0.2).decide(BINARY, NAN);

        assertThat(decision.sentence())
                .isEqualTo(
                        "log loss 0.40000 over the last 5,000 examples does not beat a constant's 0.50000 by 0.2000");
        assertThat(decision.details())
                .containsEntry("metric", "log_loss")
                .containsEntry("value", "0.40000")
                .containsEntry("against", "baseline")
                .containsEntry("reference", "0.50000")
                .containsEntry("margin", "0.2");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> new PublishGate(GateMetric.LOG_LOSS, Against.NO_CHANGE, 0))
                .hasMessage("repeating the last label has none: metric=log_loss");
        assertThatThrownBy(() -> new PublishGate(GateMetric.RMSE, Against.BASELINE, NAN))
                .hasMessage("must be finite: margin=NaN");
    }
}
