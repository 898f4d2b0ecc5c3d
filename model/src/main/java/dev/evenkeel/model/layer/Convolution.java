package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.Vectors;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution over one- or two-dimensional grids, channels last: y[o] = Σ x[o · stride − before + k] · W[k] + b, without flipping
 * the kernel (a cross-correlation, as everywhere in the field).
 *
 * <p>Rows are cut into chunks whose patches fit a cache; a chunk's patches (im2col) are multiplied with the kernel as one matrix.
 * The chunks depend on shapes alone, so that results do not depend on the size of a batch. Patches are made again in backward
 * rather than kept.
 */
public final class Convolution implements Layer {
    /** Numbers of a chunk's patches: a quarter of a mebibyte. */
    private static final int CHUNK = 1 << 16;

    private final String name;
    private final DenseParameter bias;
    private final Sweep sweep;
    private final Gemm gemm;
    private final Patches patches;
    private final Matrix kernel;
    private final Matrix transposed;
    private final Gradient.Dense weightGradient;
    private final Gradient.Dense biasGradient;
    private final int filters;
    private final int positions;
    private final int chunkRows;
    private final boolean aligned;
    private final Views outputViews = new Views();
    private final Views gradientViews = new Views();
    private final Matrix patch;
    private final Matrix sums;
    private final Matrix partial;
    private final float[] partialBias;
    private final float[] scratch;
    private final Matrix output;
    private final Matrix inputGradient;
    private Matrix input;

    /**
     * A layer over given parameters, which it reads at each forward and never changes.
     *
     * @param weight {@code [kernel height, kernel width, channels, filters]}, named {@code layer/role}
     * @param bias {@code [filters]}
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the shapes do not fit each other
     */
    public Convolution(DenseParameter weight, DenseParameter bias, Sweep sweep, Gemm gemm, int maxRows) {
        long[] shape = weight.shape();
        if (shape.length != 4
                || shape[0] != sweep.kernel().height()
                || shape[1] != sweep.kernel().width()
                || !Arrays.equals(bias.shape(), new long[] {shape[3]})) {
            throw new IllegalArgumentException("shapes must fit y = x*W + b: weight=" + Arrays.toString(shape)
                    + ", bias=" + Arrays.toString(bias.shape()) + ", kernel=" + sweep.kernel());
        }
        this.bias = bias;
        this.sweep = sweep;
        this.gemm = gemm;
        kernel = weight.matrix();
        filters = kernel.columns();
        transposed = Matrix.zeros(filters, kernel.rows());
        patches = new Patches(sweep, Math.toIntExact(shape[2]));
        weightGradient = new Gradient.Dense(weight);
        biasGradient = new Gradient.Dense(bias);
        name = weightGradient.layer();
        positions = sweep.output().area();
        aligned = filters % Matrix.LANES == 0;
        chunkRows = Math.max(1, Math.min(maxRows, CHUNK / Math.multiplyExact(positions, Matrix.padded(kernel.rows()))));
        patch = Matrix.zeros(chunkRows * positions, kernel.rows());
        sums = Matrix.zeros(chunkRows * positions, filters);
        partial = Matrix.zeros(kernel.rows(), filters);
        partialBias = new float[partial.stride()];
        scratch = new float[partial.stride()];
        output = Matrix.zeros(maxRows, outputs());
        inputGradient = Matrix.zeros(maxRows, inputs());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return patches.inputs();
    }

    @Override
    public int outputs() {
        return sweep.output().area() * filters;
    }

    @Override
    public List<Gradient> gradients() {
        return List.of(weightGradient, biasGradient);
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        this.input = input;
        output.resize(input.rows());
        for (int r = 0; r < input.rows(); r += chunkRows) {
            int rows = Math.min(chunkRows, input.rows() - r);
            patches.gather(input, r, rows, patch.resize(rows * positions));
            Matrix into = aligned ? outputViews.of(output)[r / chunkRows] : sums;
            gemm.multiply(patch, kernel, into.resize(patch.rows()));
            Vectors.addToRows(into, bias.values(), scratch);
            if (!aligned) {
                Patches.join(sums, output, r, rows);
            }
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        inputGradient.resize(outputGradient.rows());
        Arrays.fill(inputGradient.data(), 0, outputGradient.rows() * inputGradient.stride(), 0);
        backward(outputGradient, true);
        return inputGradient;
    }

    @Override
    public void backwardParameters(Matrix outputGradient) {
        backward(outputGradient, false);
    }

    private void backward(Matrix outputGradient, boolean byInput) {
        Arrays.fill(weightGradient.values(), 0);
        Arrays.fill(biasGradient.values(), 0);
        if (byInput) {
            kernel.transpose(transposed);
        }
        for (int r = 0; r < outputGradient.rows(); r += chunkRows) {
            int rows = Math.min(chunkRows, outputGradient.rows() - r);
            patches.gather(input, r, rows, patch.resize(rows * positions));
            Matrix from = gradient(outputGradient, r, rows);
            gemm.multiplyTransposedLeft(patch, from, partial);
            Vectors.sumRows(from, partialBias, scratch);
            add(partial.data(), weightGradient.values());
            add(partialBias, biasGradient.values());
            if (byInput) {
                gemm.multiply(from, transposed, patch);
                patches.scatter(patch, inputGradient, r, rows);
            }
        }
    }

    /** A chunk of the gradient with a row for each position. */
    private Matrix gradient(Matrix outputGradient, int row, int rows) {
        if (aligned) {
            return gradientViews.of(outputGradient)[row / chunkRows].resize(rows * positions);
        }
        Patches.split(outputGradient, row, sums.resize(rows * positions), rows);
        return sums;
    }

    private static void add(float[] from, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
        }
    }

    /**
     * Chunks of rows seen as a row for each position, in place: possible where positions need no padding. Made once for an array,
     * so that a step allocates nothing.
     */
    private final class Views {
        private Matrix[] chunks = {};
        private float[] data = {};
        private int offset;

        Matrix[] of(Matrix rows) {
            boolean known = data == rows.data() && offset == rows.offset();
            if (!known || (long) chunks.length * chunkRows < rows.capacity()) {
                data = rows.data();
                offset = rows.offset();
                chunks = new Matrix[(rows.capacity() + chunkRows - 1) / chunkRows];
                for (int i = 0; i < chunks.length; i++) {
                    int first = i * chunkRows;
                    int count = Math.min(chunkRows, rows.capacity() - first);
                    chunks[i] = Matrix.of(data, rows.row(first), count * positions, filters);
                }
            }
            return chunks;
        }
    }
}
