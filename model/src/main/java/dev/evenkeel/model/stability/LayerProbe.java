package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Measures what a step of a network does to each layer. Call order of a sampled step: {@link #before} the governor has seen the gradients,
 * {@link #after} it has, {@link #tell} when the update is made. Not thread-safe.
 */
public final class LayerProbe {
    /** Sums side by side, which the compiler turns into vectors. */
    private static final int LANES = 512;

    private final List<Gradient> gradients;
    private final IntFunction<float[]> updates;
    private final double[] before;
    private final double[] after;
    private final float[] sums = new float[LANES];

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
            into[p] = squares(gradients.get(p).values(), gradients.get(p).length());
        }
    }

    private double weightSquares(Gradient gradient) {
        return gradient instanceof Gradient.Dense dense
                ? squares(dense.parameter().values(), dense.parameter().stored())
                : Norms.weightSquares(gradient);
    }

    /** Σ v², to the precision of float; by doubles where that overflows. */
    private double squares(float[] values, int length) {
        Arrays.fill(sums, 0);
        int whole = length - length % LANES;
        for (int from = 0; from < whole; from += LANES) {
            for (int j = 0; j < LANES; j++) {
                sums[j] += values[from + j] * values[from + j];
            }
        }
        double sum = 0;
        for (float part : sums) {
            sum += part;
        }
        for (int i = whole; i < length; i++) {
            sum += (double) values[i] * values[i];
        }
        return Double.isFinite(sum) ? sum : Norms.squares(values, length);
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
        double[] squares = new double[4];
        long size = 0;
        for (int p = from; p < to; p++) {
            squares[0] += before[p];
            squares[1] += after[p];
            squares[2] += squares(updates.apply(p), gradients.get(p).length());
            squares[3] += weightSquares(gradients.get(p));
            size += Norms.count(gradients.get(p));
        }
        return new LayerSample(
                gradients.get(from).layer(),
                Math.sqrt(squares[0]),
                Math.sqrt(squares[1]),
                Math.sqrt(squares[2]),
                Math.sqrt(squares[3]),
                Math.max(1, size));
    }
}
