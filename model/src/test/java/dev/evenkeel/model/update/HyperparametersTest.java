package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperparametersTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void nagNeedsAPositiveLearningRate(double rate) {
        assertThatThrownBy(() -> new NagHyperparameters(rate, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be > 0 and finite: learning-rate=" + rate);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void nagNeedsAPowerBetweenZeroAndOne(double power) {
        assertThatThrownBy(() -> new NagHyperparameters(0.5, power))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [0, 1]: power-t=" + power);
    }

    @Test
    void nagNeedsAFiniteStart() {
        assertThatThrownBy(() -> new NagHyperparameters(0.5, 0.5, true, true, true, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 0 and finite: initial-t=-1.0");
        assertThatThrownBy(() -> new NagHyperparameters(0.5, 0.5, true, true, true, 0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be finite: initial-weight=NaN");
    }

    @Test
    void linearRulesTakeTheRegularizersOfTheirFormulas() {
        assertThat(NagHyperparameters.DEFAULT.options()).containsExactlyInAnyOrder("l1", "l2");
        assertThat(FtrlHyperparameters.DEFAULT.options()).containsExactlyInAnyOrder("l1", "l2");
        assertThat(CoinHyperparameters.DEFAULT.options()).isEmpty();
    }

    @Test
    void nagIsARuleOfLinearModels() {
        assertThat(NagHyperparameters.DEFAULT).isEqualTo(new NagHyperparameters(0.5, 0.5));
        assertThat(NagHyperparameters.DEFAULT.rule()).isEqualTo("nag");
        assertThat(NagHyperparameters.DEFAULT.linear()).isTrue();
    }

    @Test
    void aRuleOfNetworksIsNoRuleOfLinearModels() {
        assertThatThrownBy(() -> LinearRules.create(
                        LambHyperparameters.DEFAULT, UpdateOptions.NONE, Loss.of(LossKind.SQUARED), 1, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a rule of linear models: rule=lamb");
    }
}
