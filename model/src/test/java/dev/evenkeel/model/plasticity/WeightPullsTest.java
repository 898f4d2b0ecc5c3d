package dev.evenkeel.model.plasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.update.SgdHyperparameters;
import dev.evenkeel.model.update.UpdateRule;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the formula by hand, under plain gradient steps of rate 0.5. */
final class WeightPullsTest {
    private static final int SIZE = 64;

    private final Parameters parameters = new Parameters();
    private final DenseParameter weight = parameters.add(new DenseParameter("d/weight", SIZE, 5));
    private final DenseParameter bias = parameters.add(new DenseParameter("d/bias", 5));
    private final Parameters origin;
    private final Gradient.Dense weightGradient = new Gradient.Dense(weight);
    private final List<Gradient> gradients = List.of(weightGradient, new Gradient.Dense(bias));
    private final UpdateRule rule = UpdateRule.of(new SgdHyperparameters(0.5), parameters, 1);

    WeightPullsTest() {
        fill(weight, 2);
        origin = parameters.copy();
        fill(weight, 3);
        fill(bias, 3);
        fill(weightGradient, 0.25f);
    }

    private static void fill(DenseParameter parameter, float value) {
        float[] values = new float[(int) parameter.count()];
        Arrays.fill(values, value);
        parameter.set(values);
    }

    private static void fill(Gradient.Dense gradient, float value) {
        float[] values = new float[gradient.matrix().rows() * gradient.matrix().columns()];
        Arrays.fill(values, value);
        gradient.matrix().fill(values);
    }

    private void step(PlasticitySettings settings, long step) {
        rule.propose(gradients);
        new WeightPulls(settings, origin, 1).alter(gradients, rule, step);
        rule.apply(gradients);
    }

    @Test
    void l2InitPullsMatricesToWhereTheyBegan() {
        step(new PlasticitySettings(0.1, 0, 0, Recycling.NONE), 1);
        // 3 − 0.5·0.25 − 0.5·0.1·(3 − 2); all but 0.05 is exact in float
        assertThat(weight.matrix().at(7, 3)).isCloseTo(2.825f, Offset.offset(1e-6f));
        assertThat(bias.values()[2]).isEqualTo(3);
    }

    @Test
    void shrinkingPullsMatricesToZeroAndNoFurther() {
        step(new PlasticitySettings(0, 0.1, 0, Recycling.NONE), 1);
        assertThat(weight.matrix().at(0, 0)).isCloseTo(2.725f, Offset.offset(1e-6f)); // 3 − 0.125 − 0.5·0.1·3
        fill(weightGradient, 0);
        step(new PlasticitySettings(0, 1e9, 0, Recycling.NONE), 2);
        assertThat(weight.unpadded()).containsOnly(0);
        assertThat(bias.values()[2]).isEqualTo(3);
    }

    @Test
    void perturbingAddsNormalsOfTheSameVarianceOverTimeAndLeavesThePadding() {
        fill(weightGradient, 0);
        double squares = 0;
        int rounds = 50;
        for (long step = 1; step <= (long) rounds * WeightPulls.EVERY; step++) {
            fill(weight, 0);
            step(new PlasticitySettings(0, 0, 0.2, Recycling.NONE), step);
            for (float w : weight.unpadded()) {
                squares += (double) w * w;
            }
        }
        // per step (ησ)² = 0.01; of 16,000 normals the variance is known to √(2/16,000), about 1.1 %
        double variance = squares / (rounds * WeightPulls.EVERY * (double) weight.count());
        assertThat(variance).isCloseTo(0.01, Offset.offset(0.0005));
        assertThat(weight.values()).hasSize(SIZE * 16);
        for (int r = 0; r < SIZE; r++) {
            assertThat(weight.values()[16 * r + 7]).isZero();
        }
    }

    @Test
    void aStepDrawsTheSameEachTime() {
        PlasticitySettings settings = new PlasticitySettings(0, 0, 0.2, Recycling.NONE);
        step(settings, WeightPulls.EVERY);
        float[] first = weight.unpadded();
        fill(weight, 3);
        step(settings, WeightPulls.EVERY);
        assertThat(weight.unpadded()).containsExactly(first);
        fill(weight, 3);
        step(settings, 2L * WeightPulls.EVERY);
        assertThat(weight.unpadded()).doesNotContain(first);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new PlasticitySettings(-1, 0, 0, Recycling.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 0 and finite: l2-init=-1.0");
        assertThatThrownBy(() -> new Recycling.ContinualBackprop(0, 100, 0.99))
                .hasMessage("must be in (0, 1]: rate=0.0");
        assertThatThrownBy(() -> new Recycling.ContinualBackprop(1e-4, 0, 0.99))
                .hasMessage("must be in [1, 1073741824]: maturity=0");
        assertThatThrownBy(() -> new Recycling.ContinualBackprop(1e-4, 100, 1))
                .hasMessage("must be in [0, 1): decay=1.0");
        assertThatThrownBy(() -> new Recycling.Redo(1, 100)).hasMessage("must be in [0, 1): threshold=1.0");
        assertThatThrownBy(() -> new Recycling.Redo(0, 0)).hasMessage("must be in [1, 1073741824]: every=0");
    }
}
