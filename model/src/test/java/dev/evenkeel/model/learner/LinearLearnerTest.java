package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.update.NagHyperparameters;
import org.junit.jupiter.api.Test;

/** What every learner keeps to, of the linear one; its numbers are looked at in {@link LinearLearnerNumericsTest}. */
class LinearLearnerTest extends LearnerContract {
    @Override
    Learner learner(Task task, long seed) {
        return new LinearLearner(LinearStreams.spec(schema(task), NagHyperparameters.DEFAULT));
    }

    @Test
    void parametersAreCountedWhetherAllocatedOrNot() {
        assertThat(learner(Task.MULTICLASS, 1).parameterCount()).isEqualTo(3 << 12);
        assertThat(learner(Task.BINARY, 1).parameterCount()).isEqualTo(1 << 12);
    }

    @Test
    void theReportHasOneLayerAndItsNorm() {
        Learner learner = learner(Task.BINARY, 1);
        assertThat(learner.layers()).singleElement().satisfies(layer -> {
            assertThat(layer.layer()).isEqualTo("linear");
            assertThat(layer.weightNorm()).isZero();
            assertThat(layer.gradientNorm()).isNaN();
        });
        learn(learner, stream(Task.BINARY, 50, 1), 0, 50);
        assertThat(learner.layers().get(0).weightNorm()).isPositive().isFinite();
    }
}
