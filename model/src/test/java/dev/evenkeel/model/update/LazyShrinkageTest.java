package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.parameter.NamedTensors;
import org.junit.jupiter.api.Test;

class LazyShrinkageTest {
    @Test
    void aWeightIsTruncatedThenContracted() {
        LazyShrinkage shrinkage = new LazyShrinkage(0.1, 0.2, 1);
        assertThat(shrinkage.step(0, 2)).isCloseTo(1 / 0.6, within(1e-15)); // 1 - 0.2·2
        assertThat(shrinkage.effective(0, 1, 1)).isCloseTo((1 - 0.1 * 2) * 0.6, within(1e-15));
        assertThat(shrinkage.effective(0, -1, 1)).isCloseTo(-(1 - 0.1 * 2) * 0.6, within(1e-15));
        assertThat(shrinkage.effective(0, 0.2, 1)).isZero();
        assertThat(shrinkage.effective(0, 1, 4)).as("in units of four").isCloseTo(0.2 * 0.6, within(1e-15));
        assertThat(shrinkage.effective(0, Double.NaN, 1)).isNaN();
    }

    @Test
    void withoutRegularizersNothingIsShrunk() {
        LazyShrinkage shrinkage = new LazyShrinkage(0, 0, 1);
        assertThat(shrinkage.step(0, 5)).isEqualTo(1);
        assertThat(shrinkage.active()).isFalse();
        assertThat(shrinkage.effective(0, -0.3, 7)).isEqualTo(-0.3);
    }

    @Test
    void theContractionNeverTurnsWeightsAround() {
        LazyShrinkage shrinkage = new LazyShrinkage(0, 1, 1);
        assertThat(shrinkage.step(0, 3)).isPositive().isFinite();
        assertThat(shrinkage.effective(0, 1, 1)).isBetween(0.0, 1e-8);
        assertThat(shrinkage.due()).isFalse();
        shrinkage.step(0, 3);
        assertThat(shrinkage.due()).isTrue();
    }

    @Test
    void aStepIsUndone() {
        LazyShrinkage shrinkage = new LazyShrinkage(0.1, 0.1, 2);
        shrinkage.step(1, 1);
        shrinkage.mark();
        double before = shrinkage.effective(1, 1, 1);
        shrinkage.step(1, 2);
        shrinkage.undo();
        assertThat(shrinkage.effective(1, 1, 1)).isEqualTo(before);
        assertThat(shrinkage.effective(0, 1, 1)).isEqualTo(1);
    }

    @Test
    void itIsSavedWhereItSaysAnything() {
        LazyShrinkage shrinkage = new LazyShrinkage(0.1, 0.1, 2);
        NamedTensors none = new NamedTensors();
        shrinkage.save(none);
        assertThat(none.names()).isEmpty();
        shrinkage.step(1, 1);
        NamedTensors some = new NamedTensors();
        shrinkage.save(some);
        LazyShrinkage loaded = new LazyShrinkage(0, 0, 2);
        loaded.load(some);
        assertThat(loaded.effective(1, 1, 1))
                .isEqualTo(shrinkage.effective(1, 1, 1))
                .isLessThan(1);
        assertThat(loaded.step(1, 1)).as("goes on unshrunk, from where it was").isGreaterThan(1);
        loaded.load(none);
        assertThat(loaded.active()).isFalse();
    }
}
