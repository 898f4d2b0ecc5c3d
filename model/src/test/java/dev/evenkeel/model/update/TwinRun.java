package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;

/**
 * Runs a rule beside a twin in double that was written from the paper: two layers of a weight and a bias each, on noisy quadratics
 * of different curvature. Both get the very same gradients, those at the rule's weights, so that only rounding tells them apart.
 */
final class TwinRun {
    static final int STEPS = 100;

    /** Parameters 0 and 1 are the first layer's weight and bias, 2 and 3 the second's. */
    static final int PARAMETERS = 4;

    private static final int[] LENGTHS = {12, 4, 6, 2};

    /** A rule in double. */
    interface Twin {
        /**
         * One step.
         *
         * @param w the weights of each parameter, to be changed
         */
        void step(double[][] w, double[][] g);

        /** What is served, given the weights. */
        default double[][] served(double[][] w) {
            return w;
        }
    }

    private final Parameters parameters = new Parameters();
    private final List<Gradient.Dense> gradients = new ArrayList<>();
    private final double[][] weights = new double[PARAMETERS][];
    private final RandomStream random = new RandomStream(23);

    private TwinRun() {
        for (int p = 0; p < PARAMETERS; p++) {
            String name = "l" + p / 2 + (p % 2 == 0 ? "/weight" : "/bias");
            DenseParameter parameter = parameters.add(
                    p % 2 == 0 ? new DenseParameter(name, 2, LENGTHS[p] / 2) : new DenseParameter(name, LENGTHS[p]));
            float[] values = new float[LENGTHS[p]];
            weights[p] = new double[LENGTHS[p]];
            for (int i = 0; i < values.length; i++) {
                values[i] = p % 2 == 0 ? random.nextGaussian() : 0;
                weights[p][i] = values[i];
            }
            parameter.set(values);
            gradients.add(new Gradient.Dense(parameter));
        }
    }

    /** Asserts that weights and what is served agree after each of {@value #STEPS} steps. */
    static void compare(Hyperparameters hyperparameters, double weightDecay, Twin twin, double tolerance) {
        UpdateOptions options = decay(weightDecay);
        TwinRun run = new TwinRun();
        UpdateRule rule = UpdateRule.of(hyperparameters, options, run.parameters, 1);
        for (int step = 0; step < STEPS; step++) {
            double[][] g = run.draw();
            rule.propose(List.copyOf(run.gradients));
            rule.apply(List.copyOf(run.gradients));
            twin.step(run.weights, g);
            run.assertClose(run.parameters, run.weights, tolerance);
            run.assertClose(rule.served(), twin.served(run.weights), tolerance);
        }
    }

    private double[][] draw() {
        double[][] g = new double[PARAMETERS][];
        for (int p = 0; p < PARAMETERS; p++) {
            float[] w = gradients.get(p).parameter().unpadded();
            g[p] = new double[w.length];
            float[] derivatives = new float[w.length];
            for (int i = 0; i < w.length; i++) {
                derivatives[i] = (w[i] - 2) * (1 + i) + random.nextGaussian();
                g[p][i] = derivatives[i];
            }
            gradients.get(p).matrix().fill(derivatives);
        }
        return g;
    }

    private void assertClose(Parameters actual, double[][] expected, double tolerance) {
        for (int p = 0; p < PARAMETERS; p++) {
            float[] values = actual.dense(parameters.all().get(p).name()).unpadded();
            for (int i = 0; i < values.length; i++) {
                assertThat((double) values[i]).isCloseTo(expected[p][i], Offset.offset(tolerance));
            }
        }
    }

    private static UpdateOptions decay(double weightDecay) {
        return new UpdateOptions(
                0, 0, OptionalDouble.of(weightDecay), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);
    }

    /** The weights of a layer of its own after steps by those gradients. */
    static double[] steps(Hyperparameters hyperparameters, double weightDecay, float[] start, float[]... gradients) {
        UpdateOptions options = decay(weightDecay);
        Parameters parameters = new Parameters();
        DenseParameter weight = parameters.add(new DenseParameter("l/weight", 1, start.length));
        weight.set(start);
        Gradient.Dense gradient = new Gradient.Dense(weight);
        UpdateRule rule = UpdateRule.of(hyperparameters, options, parameters, 1);
        for (float[] g : gradients) {
            gradient.matrix().fill(g);
            rule.propose(List.of(gradient));
            rule.apply(List.of(gradient));
        }
        double[] weights = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            weights[i] = weight.values()[i];
        }
        return weights;
    }

    /** An array. */
    static float[] of(float... numbers) {
        return numbers;
    }
}
