package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;

/** ND4J's updaters, in double, as oracles over 100 steps by gradients of sizes from 1 to 20. */
class Nd4jUpdatersTest {
    private static final int LENGTH = 20;

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new AdamHyperparameters(1e-2, 0.9, 0.999, 1e-8), new Adam(1e-2, 0.9, 0.999, 1e-8)),
                Arguments.of(new AmsgradHyperparameters(1e-2, 0.9, 0.9, 1e-8), new AMSGrad(1e-2, 0.9, 0.9, 1e-8)),
                Arguments.of(new AdagradHyperparameters(0.1, 1e-8), new AdaGrad(0.1, 1e-8)),
                Arguments.of(new RmspropHyperparameters(1e-2, 0.95, 1e-8), new RmsProp(1e-2, 0.95, 1e-8)),
                Arguments.of(new AdadeltaHyperparameters(1, 0.95, 1e-6), new AdaDelta(0.95, 1e-6)),
                Arguments.of(new NesterovHyperparameters(1e-3, 0.9), new Nesterovs(1e-3, 0.9)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void agreeOverAHundredSteps(Hyperparameters hyperparameters, IUpdater config) {
        Parameters parameters = new Parameters();
        DenseParameter weight = parameters.add(new DenseParameter("w", LENGTH));
        Gradient.Dense gradient = new Gradient.Dense(weight);
        UpdateRule rule = UpdateRule.of(hyperparameters, parameters, 1);
        INDArray state = Nd4j.zeros(DataType.DOUBLE, 1, config.stateSize(LENGTH));
        GradientUpdater<?> oracle = config.instantiate(state, true);
        state.assign(0); // some start from ε, where the papers start from 0
        double[] expected = new double[LENGTH];
        RandomStream random = new RandomStream(5);
        double largest = 0;
        for (int step = 0; step < 100; step++) {
            double[] g = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                gradient.values()[i] = random.nextGaussian() * (i + 1);
                g[i] = gradient.values()[i];
            }
            INDArray update = Nd4j.createFromArray(new double[][] {g});
            oracle.applyUpdater(update, step, 0);
            for (int i = 0; i < LENGTH; i++) {
                expected[i] -= update.getDouble(0, i);
                largest = Math.max(largest, Math.abs(update.getDouble(0, i)));
            }
            rule.propose(List.of(gradient));
            rule.apply(List.of(gradient));
        }
        for (int i = 0; i < LENGTH; i++) {
            // slots and weights are rounded to float at each step: 100 times 6e-8 of weights up to ten steps long, and
            // more
            // where the first steps divide by what ε keeps from zero
            assertThat((double) weight.values()[i]).isCloseTo(expected[i], Offset.offset(largest * 1e-4));
        }
    }
}
