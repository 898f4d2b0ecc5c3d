package dev.evenkeel.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.Evaluation;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CurvesTest {
    private final Evaluation evaluation =
            new Evaluation(Task.REGRESSION, Loss.of(LossKind.SQUARED), 1, new EvaluationSettings(10, 0.9));
    private final Curves curves = new Curves();

    CurvesTest() {
        curves.follow(evaluation);
    }

    @Test
    void pointsAreEvenAndTheLastIsWhereTheRowsEnd() {
        score(100);
        curves.end();
        assertThat(curves.points()).extracting(Curves.Point::rows).containsExactly(16L, 32L, 48L, 64L, 80L, 96L, 100L);
        assertThat(curves.points()).allSatisfy(p -> {
            assertThat(p.total().examples()).isEqualTo(p.rows());
            assertThat(p.window().examples()).isEqualTo(10);
        });
    }

    @Test
    void longStreamsKeepBetweenHalfAndAllOfThePoints() {
        score(100_003);
        curves.end();
        List<Curves.Point> points = curves.points();
        assertThat(points).hasSizeBetween(256, 512);
        assertThat(points.get(points.size() - 1).rows()).isEqualTo(100_003);
        long stride = points.get(1).rows() - points.get(0).rows();
        for (int i = 1; i < points.size() - 1; i++) {
            assertThat(points.get(i).rows() - points.get(i - 1).rows()).isEqualTo(stride);
        }
    }

    @Test
    void whatHappensIsKeptWithItsPlace() {
        score(20);
        var event = new LaneEvent(LaneEvent.Kind.HALTED, 3, 7, 0, "enough", Map.of());
        curves.event(event);
        assertThat(curves.happenings()).containsExactly(new Curves.Happening(20, event));
    }

    @Test
    void noRowsGiveNoPoints() {
        curves.end();
        assertThat(curves.points()).isEmpty();
    }

    private void score(int rows) {
        Predictions predictions = new Predictions(1).resize(1);
        MiniBatch batch =
                new MiniBatch.Builder(0, 1).add(new Example(0).label(2)).build();
        for (int i = 0; i < rows; i++) {
            evaluation.add(predictions, batch, 0, 1);
            curves.scored(batch, 0, 1, predictions);
        }
    }
}
