package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AdamHyperparameters.DEFAULT;
    }

    @Test
    void constantsAreConvertedToTheStep() {
        AdamConstants one = AdamConstants.of(1e-3, 0.9, 0.999, 1e-8, new Conversion(1));
        AdamConstants eight = AdamConstants.of(1e-3, 0.9, 0.999, 1e-8, new Conversion(8));
        AdamConstants many = AdamConstants.of(1e-3, 0.9, 0.999, 1e-8, new Conversion(20));
        assertThat(one).isEqualTo(new AdamConstants(1e-3, 1e-3, 0.9, 0.999, 1e-8f));
        assertThat(eight.pull()).isCloseTo(8e-3, Offset.offset(1e-12));
        assertThat(eight.learningRate()).isCloseTo(1e-3 * Math.sqrt(8), Offset.offset(1e-12));
        assertThat(eight.beta1()).isCloseTo(0.2, Offset.offset(1e-12));
        assertThat(eight.beta2()).isCloseTo(0.992, Offset.offset(1e-12));
        assertThat(many.beta1()).isZero();
    }

    @Test
    void aRowsFirstUpdateIsTheLearningRateWheneverItComes() {
        Parameters parameters = new Parameters();
        RowTable table = parameters.add(new RowTable("t", 8, 2, 1));
        Gradient.Rows gradient = new Gradient.Rows(table);
        UpdateRule rule = UpdateRule.of(AdamHyperparameters.DEFAULT, parameters, 1);
        for (int step = 0; step < 50; step++) {
            gradient.clear();
            int first = gradient.add(0) * 2;
            gradient.values()[first] = 1;
            rule.propose(List.of(gradient));
            rule.apply(List.of(gradient));
        }
        gradient.clear();
        int unseen = gradient.add(5) * 2;
        gradient.values()[unseen] = -7;
        rule.propose(List.of(gradient));
        assertThat(rule.proposed(0)[0]).isCloseTo(1e-3f, Offset.offset(1e-8f));
    }

    @Test
    void aRuleForLinearModelsIsRefused() {
        assertThatThrownBy(() -> UpdateRule.of(NagHyperparameters.DEFAULT, new Parameters(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a rule for networks: rule=nag");
    }
}
