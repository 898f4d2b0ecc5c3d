package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hyperparameters are per example: the same at any micro-batch. */
class MicroBatchTest {
    private static final int WIDTH = 64;

    static Stream<Hyperparameters> linearInTheGradient() {
        return Stream.of(
                new SgdHyperparameters(0.01),
                new MomentumHyperparameters(0.01, 0.9),
                new MomentumHyperparameters(0.01, 0),
                new NesterovHyperparameters(0.01, 0.7));
    }

    /** From a velocity of its own, too: the second round starts from that of the first. */
    @ParameterizedTest
    @MethodSource("linearInTheGradient")
    void oneUpdateByEightExamplesDoesWhatEightUpdatesByTheirMeanWouldHaveDone(Hyperparameters rule) {
        Run single = new Run(rule, 1);
        Run batch = new Run(rule, 8);
        for (float derivative : new float[] {1, -3, 0.5f}) {
            for (int i = 0; i < 8; i++) {
                single.step(derivative);
            }
            batch.step(derivative);
            assertThat(batch.weight.values()[0])
                    .isCloseTo(single.weight.values()[0], Offset.offset(1e-6f)); // 24 roundings of weights below 2
        }
    }

    static Stream<Hyperparameters> dividedByTheSizeOfGradients() {
        return Stream.of(
                AdagradHyperparameters.DEFAULT,
                new RmspropHyperparameters(1e-3, 0.99, 1e-8),
                new AdadeltaHyperparameters(1, 0.995, 1e-6),
                AdamHyperparameters.DEFAULT,
                AdamwHyperparameters.DEFAULT,
                AmsgradHyperparameters.DEFAULT,
                NadamHyperparameters.DEFAULT,
                StableAdamwHyperparameters.DEFAULT,
                LionHyperparameters.DEFAULT,
                ScheduleFreeHyperparameters.DEFAULT);
    }

    /**
     * Where noise dominates (here twenty times the mean), the same examples move weights as far, however many make an update. Decays
     * of second moments are such that they are still averages over many updates.
     */
    @ParameterizedTest
    @MethodSource("dividedByTheSizeOfGradients")
    void theSameExamplesMoveWeightsAsFarAtAnyMicroBatch(Hyperparameters rule) {
        int examples = 32_000;
        Run single = new Run(rule, 1);
        Run batch = new Run(rule, 8);
        RandomStream random = new RandomStream(3);
        float[] mean = new float[WIDTH];
        for (int e = 1; e <= examples; e++) {
            for (int j = 0; j < WIDTH; j++) {
                float derivative = 0.05f + random.nextGaussian();
                single.gradient.values()[j] = derivative;
                mean[j] += derivative / 8;
            }
            single.step();
            if (e % 8 == 0) {
                System.arraycopy(mean, 0, batch.gradient.values(), 0, WIDTH);
                batch.step();
                mean = new float[WIDTH];
            }
        }
        double expected = single.moved();
        assertThat(expected).isNegative();
        assertThat(batch.moved() / expected).isCloseTo(1, Offset.offset(0.1));
    }

    private static final class Run {
        private final Parameters parameters = new Parameters();
        private final DenseParameter weight = parameters.add(new DenseParameter("w", WIDTH));
        private final Gradient.Dense gradient = new Gradient.Dense(weight);
        private final UpdateRule rule;

        Run(Hyperparameters hyperparameters, int step) {
            rule = UpdateRule.of(hyperparameters, parameters, step);
        }

        void step(float derivative) {
            Arrays.fill(gradient.values(), derivative);
            step();
        }

        void step() {
            rule.propose(List.of(gradient));
            rule.apply(List.of(gradient));
        }

        /** The mean over all weights. */
        double moved() {
            double sum = 0;
            for (float w : weight.values()) {
                sum += w;
            }
            return sum / WIDTH;
        }
    }
}
