package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weight normalization (Salimans, Kingma, arXiv 1602.07868, equations 2 and 3) of a dense or convolutional layer: the weights of each
 * output are w = g·v/‖v‖, and g and v are learned instead of w. Where v is zero, so is w, and no derivative goes to either.
 */
public final class WeightNorm implements Layer {
    private final Layer inner;
    private final DenseParameter weight;
    private final DenseParameter direction;
    private final DenseParameter gain;
    private final Gradient weightGradient;
    private final Gradient.Dense directionGradient;
    private final Gradient.Dense gainGradient;
    private final List<Gradient> gradients;
    private final double[] norms;
    private final double[] along;

    /**
     * A layer over given parameters, which it reads at each forward and never changes.
     *
     * @param inner a layer whose first gradient is that by {@code weight}
     * @param weight w, which this layer alone writes: no parameter of the network
     * @param direction v, of w's shape, named {@code layer/role}; outputs are the innermost dimension
     * @param gain g, {@code [outputs]}
     * @throws IllegalArgumentException when the shapes do not fit each other, or the inner layer is not over {@code weight}
     */
    public WeightNorm(Layer inner, DenseParameter weight, DenseParameter direction, DenseParameter gain) {
        int outputs = weight.matrix().columns();
        if (!Arrays.equals(direction.shape(), weight.shape()) || !Arrays.equals(gain.shape(), new long[] {outputs})) {
            throw new IllegalArgumentException("shapes must fit w = g·v/‖v‖: w=" + Arrays.toString(weight.shape())
                    + ", v=" + Arrays.toString(direction.shape()) + ", g=" + Arrays.toString(gain.shape()));
        }
        if (inner.gradients().isEmpty() || inner.gradients().get(0).parameter() != weight) {
            throw new IllegalArgumentException("must be a layer over that weight: layer=" + inner.name());
        }
        this.inner = inner;
        this.weight = weight;
        this.direction = direction;
        this.gain = gain;
        weightGradient = inner.gradients().get(0);
        directionGradient = new Gradient.Dense(direction);
        gainGradient = new Gradient.Dense(gain);
        List<Gradient> all = new ArrayList<>(List.of(directionGradient, gainGradient));
        all.addAll(inner.gradients().subList(1, inner.gradients().size()));
        gradients = List.copyOf(all);
        norms = new double[outputs];
        along = new double[outputs];
    }

    @Override
    public String name() {
        return directionGradient.layer();
    }

    @Override
    public int inputs() {
        return inner.inputs();
    }

    @Override
    public int outputs() {
        return inner.outputs();
    }

    @Override
    public List<Gradient> gradients() {
        return gradients;
    }

    @Override
    public Matrix forward(Matrix input) {
        norms(direction.matrix(), norms);
        Matrix v = direction.matrix();
        Matrix w = weight.matrix();
        for (int i = 0; i < v.rows(); i++) {
            int at = v.row(i);
            for (int j = 0; j < norms.length; j++) {
                w.data()[at + j] = norms[j] == 0 ? 0 : (float) (gain.values()[j] * v.data()[at + j] / norms[j]);
            }
        }
        return inner.forward(input);
    }

    /** The Euclidean norm of each column. */
    static void norms(Matrix matrix, double[] into) {
        Arrays.fill(into, 0);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < into.length; j++) {
                double value = matrix.data()[matrix.row(i) + j];
                into[j] += value * value;
            }
        }
        for (int j = 0; j < into.length; j++) {
            into[j] = Math.sqrt(into[j]);
        }
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        Matrix inputGradient = inner.backward(outputGradient);
        project();
        return inputGradient;
    }

    @Override
    public void backwardParameters(Matrix outputGradient) {
        inner.backwardParameters(outputGradient);
        project();
    }

    /** ∂g = ∂w·v/‖v‖, ∂v = g/‖v‖ · (∂w − ∂g·v/‖v‖), output by output. */
    private void project() {
        float[] dw = weightGradient.values();
        Matrix v = direction.matrix();
        Arrays.fill(along, 0);
        for (int i = 0; i < v.rows(); i++) {
            for (int j = 0; j < norms.length; j++) {
                along[j] += norms[j] == 0 ? 0 : dw[v.row(i) + j] * (v.data()[v.row(i) + j] / norms[j]);
            }
        }
        for (int j = 0; j < norms.length; j++) {
            gainGradient.values()[j] = (float) along[j];
        }
        for (int i = 0; i < v.rows(); i++) {
            int at = v.row(i);
            for (int j = 0; j < norms.length; j++) {
                double across = norms[j] == 0 ? 0 : dw[at + j] - along[j] * v.data()[at + j] / norms[j];
                directionGradient.values()[at + j] = norms[j] == 0 ? 0 : (float) (gain.values()[j] / norms[j] * across);
            }
        }
    }
}
