package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Measures what a step of a network does to each layer. Call order of a sampled step: {@link #before} the governor has seen the gradients,
 * {@link #after} it has, {@link #tell} when the update is made. Not thread-safe.
 */
public final class LayerProbe {
    private final List<Gradient> gradients;
    private final IntFunction<float[]> updates;
    private final double[] before;
    private final double[] after;
    private final RoughSquares squares = new RoughSquares();

    /**
     * A probe.
     *
     * @param gradients in the order of the parameters, input side first
     * @param updates by parameter, laid out as its gradient
     */
    public LayerProbe(List<Gradient> gradients, IntFunction<float[]> updates) {
        this.gradients = List.copyOf(gradients);
        this.updates = updates;
        before = new double[gradients.size()];
        after = new double[gradients.size()];
    }

    /** Measures the gradients as they are. */
    public void before() {
        measure(before);
    }

    /** Measures the gradients that the update is made of. */
    public void after() {
        measure(after);
    }

    private void measure(double[] into) {
        for (int p = 0; p < into.length; p++) {
            into[p] = squares(gradients.get(p), gradients.get(p).values());
        }
    }

    private double weightSquares(Gradient gradient) {
        double rough = squares.ofWeights(gradient);
        return Double.isFinite(rough) ? rough : Norms.weightSquares(gradient);
    }

    /** Σ v² of values laid out as a gradient's, to the precision of float; by doubles where that overflows. */
    private double squares(Gradient gradient, float[] values) {
        double rough = squares.of(gradient, values);
        return Double.isFinite(rough) ? rough : Norms.squares(values, gradient.length());
    }

    /** Says what the step did, layer by layer. */
    public void tell(int row, StepObserver observer) {
        for (int from = 0; from < before.length; ) {
            int to = LayerRuns.end(gradients, from);
            observer.layer(row, sample(from, to));
            from = to;
        }
    }

    private LayerSample sample(int from, int to) {
        double[] sums = new double[4];
        long size = 0;
        for (int p = from; p < to; p++) {
            sums[0] += before[p];
            sums[1] += after[p];
            sums[2] += squares(gradients.get(p), updates.apply(p));
            sums[3] += weightSquares(gradients.get(p));
            size += Norms.count(gradients.get(p));
        }
        return new LayerSample(
                gradients.get(from).layer(),
                Math.sqrt(sums[0]),
                Math.sqrt(sums[1]),
                Math.sqrt(sums[2]),
                Math.sqrt(sums[3]),
                Math.max(1, size));
    }
}
