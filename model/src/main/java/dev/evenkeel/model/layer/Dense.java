package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/** Fully connected: y = xW + b. */
public final class Dense implements Layer {
    private final String name;
    private final DenseParameter weight;
    private final DenseParameter bias;
    private final Gemm gemm;
    private final Gradient.Dense weightGradient;
    private final Gradient.Dense biasGradient;
    private final Matrix output;
    private final Matrix inputGradient;
    private final float[] row;
    private Matrix input;

    /**
     * A layer over given parameters, which it reads at each forward and never changes.
     *
     * @param weight {@code [inputs, outputs]}, named {@code layer/role}
     * @param bias {@code [outputs]}
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the shapes do not fit each other
     */
    public Dense(DenseParameter weight, DenseParameter bias, Gemm gemm, int maxRows) {
        long[] shape = weight.shape();
        if (shape.length != 2 || !Arrays.equals(bias.shape(), new long[] {shape[1]})) {
            throw new IllegalArgumentException("shapes must fit y = xW + b: weight=" + Arrays.toString(shape)
                    + ", bias=" + Arrays.toString(bias.shape()));
        }
        this.weight = weight;
        this.bias = bias;
        this.gemm = gemm;
        weightGradient = new Gradient.Dense(weight);
        biasGradient = new Gradient.Dense(bias);
        name = weightGradient.layer();
        output = Matrix.zeros(maxRows, outputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
        row = new float[output.stride()];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return weight.matrix().rows();
    }

    @Override
    public int outputs() {
        return weight.matrix().columns();
    }

    @Override
    public List<Gradient> gradients() {
        return List.of(weightGradient, biasGradient);
    }

    @Override
    public Matrix forward(Matrix input) {
        this.input = input;
        gemm.multiply(input, weight.matrix(), output.resize(input.rows()));
        Vectors.addToRows(output, bias.values(), row);
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        backwardParameters(outputGradient);
        gemm.multiplyTransposedRight(outputGradient, weight.matrix(), inputGradient.resize(outputGradient.rows()));
        return inputGradient;
    }

    @Override
    public void backwardParameters(Matrix outputGradient) {
        gemm.multiplyTransposedLeft(input, outputGradient, weightGradient.matrix());
        Vectors.sumRows(outputGradient, biasGradient.values(), row);
    }
}
