package dev.evenkeel.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTableTest {
    private static final LabelSpec ANSWER = LabelSpec.binary("y", "yes");

    @Test
    void countsArePredictedAsCounts() {
        assertThat(line(Task.REGRESSION, LabelSpec.number("y"), LossKind.POISSON, (float) Math.log(8), 7))
                .containsSubsequence(" 7.0000 ", " 8.0000 ");
    }

    @Test
    void logOddsArePrintedAsTheProbabilityOfAYes() {
        assertThat(line(Task.BINARY, ANSWER, LossKind.LOGISTIC, (float) Math.log(3), 0))
                .containsSubsequence(" no ", " 0.7500 ");
    }

    @Test
    void aMarginIsPrintedAsTheLabelOfItsSign() {
        assertThat(line(Task.BINARY, ANSWER, LossKind.HINGE, 0.25f, 0)).containsSubsequence(" no ", " yes ");
        assertThat(line(Task.BINARY, ANSWER, LossKind.HINGE, -0.25f, 1)).containsSubsequence(" yes ", " no ");
    }

    /** What the table says of one example. */
    private static String line(Task task, LabelSpec label, LossKind loss, float score, float actual) {
        LearnerSpec spec = new LearnerSpec(
                Losses.schema(task, label),
                ModelKind.LINEAR,
                loss,
                NagHyperparameters.DEFAULT,
                List.of(),
                1,
                LearnerSpec.DEFAULT_SEED,
                GemmChoice.AUTO);
        MiniBatch.Builder batch = new MiniBatch.Builder(1, 1);
        batch.add(new Example(1).label(actual));
        Predictions predictions = new Predictions(1);
        predictions.resize(1);
        predictions.scores()[0] = score;
        List<String> lines = new ArrayList<>();
        new ProgressTable(spec, lines::add).scored(batch.build(), 0, 1, predictions);
        return lines.get(lines.size() - 1);
    }
}
