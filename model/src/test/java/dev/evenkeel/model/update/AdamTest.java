package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

class AdamTest extends UpdateRuleContract {
    @Override
    Hyperparameters hyperparameters() {
        return AdamHyperparameters.DEFAULT;
    }

    @Test
    void agreesWithNd4jOverAHundredSteps() {
        Parameters parameters = new Parameters();
        DenseParameter weight = parameters.add(new DenseParameter("w", 20));
        Gradient.Dense gradient = new Gradient.Dense(weight);
        UpdateRule rule = UpdateRule.of(AdamHyperparameters.DEFAULT, parameters, 1);
        AdamUpdater oracle = new AdamUpdater(new Adam(1e-3, 0.9, 0.999, 1e-8));
        oracle.setState(
                Map.of(
                        AdamUpdater.M_STATE, Nd4j.zeros(DataType.DOUBLE, 1, 20),
                        AdamUpdater.V_STATE, Nd4j.zeros(DataType.DOUBLE, 1, 20)),
                true);
        double[] expected = new double[20];
        RandomStream random = new RandomStream(5);
        for (int step = 0; step < 100; step++) {
            double[] g = new double[20];
            for (int i = 0; i < 20; i++) {
                gradient.values()[i] = random.nextGaussian() * (i + 1);
                g[i] = gradient.values()[i];
            }
            INDArray update = Nd4j.createFromArray(new double[][] {g});
            oracle.applyUpdater(update, step, 0);
            for (int i = 0; i < 20; i++) {
                expected[i] -= update.getDouble(0, i);
            }
            rule.propose(List.of(gradient));
            rule.apply(List.of(gradient));
        }
        for (int i = 0; i < 20; i++) {
            assertThat((double) weight.values()[i]).isCloseTo(expected[i], Offset.offset(1e-3 * 2e-5));
        }
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

    @ParameterizedTest
    @CsvSource({
        "0, .9, .999, 1e-8, must be > 0 and finite: learning-rate=0.0",
        "NaN, .9, .999, 1e-8, must be > 0 and finite: learning-rate=NaN",
        "1e-3, 1, .999, 1e-8, 'must be in [0, 1): beta1=1.0'",
        "1e-3, .9, -1, 1e-8, 'must be in [0, 1): beta2=-1.0'",
        "1e-3, .9, .999, 0, must be > 0 and finite: epsilon=0.0"
    })
    void refusesHyperparametersOutOfRange(double rate, double beta1, double beta2, double epsilon, String message) {
        assertThatThrownBy(() -> new AdamHyperparameters(rate, beta1, beta2, epsilon))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aRuleForLinearModelsIsRefused() {
        assertThatThrownBy(() -> UpdateRule.of(NagHyperparameters.DEFAULT, new Parameters(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a rule for networks: rule=nag");
    }
}
