package dev.evenkeel.model.math.vector;

import dev.evenkeel.model.math.Kernels;
import dev.evenkeel.model.math.Matrix;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Loops by the Vector API. A row's interleaved parts are summed vector by vector where a vector is shorter than they are. */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = VectorGemm.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(SPECIES.vectorBitSize()));
    private static final VectorSpecies<Float> HALVES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
    private static final int BLOCK = Matrix.LANES;

    // Scratch of a thread: a step allocates nothing.
    private static final ThreadLocal<float[]> SUMS = ThreadLocal.withInitial(() -> new float[BLOCK]);
    private static final ThreadLocal<double[]> SQUARES = ThreadLocal.withInitial(() -> new double[BLOCK]);
    private static final ThreadLocal<float[]> PRODUCTS = ThreadLocal.withInitial(() -> new float[BLOCK]);

    /** For the loader. */
    public VectorKernels() {}

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    @Override
    public void addToRows(Matrix matrix, float[] vector, float[] scratch) {
        float[] data = matrix.data();
        for (int r = 0; r < matrix.rows(); r++) {
            int i = matrix.row(r);
            for (int j = 0; j < matrix.stride(); j += LANES) {
                load(data, i + j).add(load(vector, j)).intoArray(data, i + j);
            }
        }
    }

    @Override
    public void sumRows(Matrix matrix, float[] into, float[] scratch) {
        float[] data = matrix.data();
        int stride = matrix.stride();
        int rows = matrix.rows();
        int j = 0;
        for (; j + 4 * LANES <= stride; j += 4 * LANES) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            int at = matrix.offset() + j;
            for (int r = 0; r < rows; r++) {
                s0 = s0.add(load(data, at));
                s1 = s1.add(load(data, at + LANES));
                s2 = s2.add(load(data, at + 2 * LANES));
                s3 = s3.add(load(data, at + 3 * LANES));
                at += stride;
            }
            s0.intoArray(into, j);
            s1.intoArray(into, j + LANES);
            s2.intoArray(into, j + 2 * LANES);
            s3.intoArray(into, j + 3 * LANES);
        }
        for (; j < stride; j += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int at = matrix.offset() + j;
            for (int r = 0; r < rows; r++) {
                sum = sum.add(load(data, at));
                at += stride;
            }
            sum.intoArray(into, j);
        }
    }

    @Override
    public void sumProducts(Matrix a, Matrix b, float[] into) {
        float[] x = a.data();
        float[] y = b.data();
        int stride = a.stride();
        int rows = a.rows();
        int j = 0;
        for (; j + 2 * LANES <= stride; j += 2 * LANES) {
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            int i = a.offset() + j;
            int k = b.offset() + j;
            for (int r = 0; r < rows; r++) {
                s0 = s0.add(load(x, i).mul(load(y, k)));
                s1 = s1.add(load(x, i + LANES).mul(load(y, k + LANES)));
                i += stride;
                k += stride;
            }
            s0.intoArray(into, j);
            s1.intoArray(into, j + LANES);
        }
        for (; j < stride; j += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int i = a.offset() + j;
            int k = b.offset() + j;
            for (int r = 0; r < rows; r++) {
                sum = sum.add(load(x, i).mul(load(y, k)));
                i += stride;
                k += stride;
            }
            sum.intoArray(into, j);
        }
    }

    @Override
    public void standardizeRows(Matrix input, float epsilon, Matrix into, float[] inverseDeviations) {
        int columns = input.columns();
        float[] x = input.data();
        float[] z = into.data();
        float[] parts = SUMS.get();
        for (int r = 0; r < input.rows(); r++) {
            int i = input.row(r);
            int k = into.row(r);
            for (int part = 0; part < BLOCK; part += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int j = part; j < columns; j += BLOCK) {
                    sum = sum.add(load(x, i + j)); // padding is zero
                }
                sum.intoArray(parts, part);
            }
            float mean = Kernels.total(parts) / columns;
            for (int part = 0; part < BLOCK; part += LANES) {
                center(x, i, mean, columns, part, z, k, parts);
            }
            float variance = Kernels.total(parts) / columns;
            float inverse = Kernels.inverseDeviation(variance, epsilon);
            inverseDeviations[r] = inverse;
            for (int j = 0; j < columns; j += LANES) {
                load(z, k + j).mul(inverse).intoArray(z, k + j);
            }
        }
    }

    /**
     * Centers a part of a row and sums the squares into {@code parts}. It gives no vector back: a method that C2 has compiled
     * on its own is not inlined any more, and a vector that leaves it would become an object.
     */
    private static void center(float[] x, int i, float mean, int columns, int part, float[] z, int k, float[] parts) {
        FloatVector squares = FloatVector.zero(SPECIES);
        int j = part;
        for (; j + LANES <= columns; j += BLOCK) {
            FloatVector centered = load(x, i + j).sub(mean);
            squares = squares.add(centered.mul(centered));
            centered.intoArray(z, k + j);
        }
        squares.intoArray(parts, part);
        for (int t = j; t < columns && t < j + LANES; t++) { // by hand: masks become objects
            float centered = x[i + t] - mean;
            parts[part + t - j] += centered * centered;
            z[k + t] = centered;
        }
    }

    @Override
    public void scaleRows(Matrix input, float[] scale, float[] shift, Matrix into) {
        float[] x = input.data();
        float[] y = into.data();
        for (int r = 0; r < input.rows(); r++) {
            int i = input.row(r);
            int k = into.row(r);
            for (int j = 0; j < input.stride(); j += LANES) {
                load(x, i + j).mul(load(scale, j)).add(load(shift, j)).intoArray(y, k + j);
            }
        }
    }

    @Override
    public void standardizeRowsBackward(
            Matrix gradient, float[] scale, Matrix standardized, float[] inverseDeviations, Matrix into) {
        int columns = gradient.columns();
        float[] dy = gradient.data();
        float[] z = standardized.data();
        float[] dx = into.data();
        float[] parts = SUMS.get();
        float[] products = PRODUCTS.get();
        for (int r = 0; r < gradient.rows(); r++) {
            int i = gradient.row(r);
            int k = standardized.row(r);
            int to = into.row(r);
            for (int part = 0; part < BLOCK; part += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                FloatVector product = sum;
                for (int j = part; j < columns; j += BLOCK) {
                    FloatVector scaled = load(dy, i + j).mul(load(scale, j));
                    sum = sum.add(scaled);
                    product = product.add(scaled.mul(load(z, k + j)));
                    scaled.intoArray(dx, to + j);
                }
                sum.intoArray(parts, part);
                product.intoArray(products, part);
            }
            float mean = Kernels.total(parts) / columns;
            float along = Kernels.total(products) / columns;
            float inverse = inverseDeviations[r];
            int j = 0;
            for (; j + LANES <= columns; j += LANES) {
                FloatVector rest = load(dx, to + j).sub(mean).sub(load(z, k + j).mul(along));
                rest.mul(inverse).intoArray(dx, to + j);
            }
            for (; j < columns; j++) {
                dx[to + j] = (dx[to + j] - mean - z[k + j] * along) * inverse;
            }
        }
    }

    @Override
    public void whereActive(float[] output, float[] gradient, int length) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            VectorMask<Float> active = load(output, i).compare(VectorOperators.GT, 0);
            zero.blend(load(gradient, i), active).intoArray(gradient, i);
        }
        for (; i < length; i++) {
            gradient[i] = output[i] > 0 ? gradient[i] : 0;
        }
    }

    @Override
    public boolean finite(float[] values, int from, int to) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = from;
        for (; i + 4 * LANES <= to; i += 4 * LANES) {
            s0 = s0.add(load(values, i).mul(0));
            s1 = s1.add(load(values, i + LANES).mul(0));
            s2 = s2.add(load(values, i + 2 * LANES).mul(0));
            s3 = s3.add(load(values, i + 3 * LANES).mul(0));
        }
        float rest = 0;
        for (; i < to; i++) {
            rest += values[i] * 0;
        }
        return rest == 0
                && s0.add(s1).add(s2.add(s3)).compare(VectorOperators.EQ, 0).allTrue();
    }

    @Override
    public boolean within(float[] values, int at, float[] limits, int length) {
        VectorMask<Float> beyond = SPECIES.maskAll(false); // asked once: each question costs more than a comparison
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            beyond = beyond.or(load(values, at + i).abs().compare(VectorOperators.GT, load(limits, i)));
        }
        boolean within = !beyond.anyTrue();
        for (; i < length; i++) {
            within &= !(Math.abs(values[at + i]) > limits[i]);
        }
        return within;
    }

    @Override
    public void peaks(float[] values, int at, int rows, float[] into, int width) {
        int j = 0;
        for (; j + 3 * LANES <= width; j += 3 * LANES) {
            FloatVector p0 = FloatVector.zero(SPECIES);
            FloatVector p1 = p0;
            FloatVector p2 = p0;
            int from = at + j;
            for (int r = 0; r < rows; r++) {
                p0 = larger(p0, load(values, from));
                p1 = larger(p1, load(values, from + LANES));
                p2 = larger(p2, load(values, from + 2 * LANES));
                from += width;
            }
            p0.intoArray(into, j);
            p1.intoArray(into, j + LANES);
            p2.intoArray(into, j + 2 * LANES);
        }
        for (; j + LANES <= width; j += LANES) {
            FloatVector largest = FloatVector.zero(SPECIES);
            for (int r = 0; r < rows; r++) {
                largest = larger(largest, load(values, at + r * width + j));
            }
            largest.intoArray(into, j);
        }
        for (; j < width; j++) {
            float largest = 0;
            for (int r = 0; r < rows; r++) {
                float magnitude = Math.abs(values[at + r * width + j]);
                largest = magnitude > largest ? magnitude : largest;
            }
            into[j] = largest;
        }
    }

    private static FloatVector larger(FloatVector peak, FloatVector values) {
        FloatVector magnitude = values.abs();
        return peak.blend(magnitude, magnitude.compare(VectorOperators.GT, peak));
    }

    private static DoubleVector loadDoubles(float[] array, int at) {
        return (DoubleVector) FloatVector.fromArray(HALVES, array, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    @Override
    public double squares(float[] values, int length) {
        double[] parts = SQUARES.get();
        int whole = length - length % BLOCK;
        for (int part = 0; part < BLOCK; part += DOUBLES.length()) {
            DoubleVector sum = DoubleVector.zero(DOUBLES);
            for (int i = part; i < whole; i += BLOCK) {
                DoubleVector x = loadDoubles(values, i);
                sum = sum.add(x.mul(x));
            }
            sum.intoArray(parts, part);
        }
        for (int i = whole; i < length; i++) {
            parts[i - whole] += (double) values[i] * values[i];
        }
        return Kernels.total(parts);
    }

    @Override
    public void columnSquares(float[] values, int stride, double[] into) {
        for (int j = 0; j < stride; j += DOUBLES.length()) {
            DoubleVector sum = DoubleVector.zero(DOUBLES);
            for (int i = j; i < values.length; i += stride) {
                DoubleVector x = loadDoubles(values, i);
                sum = sum.add(x.mul(x));
            }
            sum.intoArray(into, j);
        }
    }

    @Override
    public void add(float[] from, int at, float[] into, int to, int length) {
        int i = 0;
        for (; i + LANES <= length; i += LANES) {
            load(into, to + i).add(load(from, at + i)).intoArray(into, to + i);
        }
        for (; i < length; i++) {
            into[to + i] += from[at + i];
        }
    }

    @Override
    public void maxima(Matrix input, int[][] windows, Matrix into) {
        int channels = into.columns() / windows.length;
        float[] x = input.data();
        float[] y = into.data();
        for (int r = 0; r < input.rows(); r++) {
            for (int k = 0; k < into.columns(); k += k % channels + LANES <= channels ? LANES : 1) {
                int[] cells = windows[k / channels];
                int row = input.row(r) + k % channels;
                int write = into.row(r) + k;
                if (k % channels + LANES <= channels) {
                    System.arraycopy(x, row + cells[0] * channels, y, write, LANES);
                    for (int i = 1; i < cells.length; i++) { // by memory: what is carried along becomes an object
                        load(y, write).max(load(x, row + cells[i] * channels)).intoArray(y, write);
                    }
                } else {
                    y[write] = maximum(x, row, channels, cells);
                }
            }
        }
    }

    private static float maximum(float[] x, int at, int channels, int[] cells) {
        float most = x[at + cells[0] * channels];
        for (int i = 1; i < cells.length; i++) {
            most = Math.max(most, x[at + cells[i] * channels]);
        }
        return most;
    }

    @Override
    public void maximaBackward(Matrix gradient, int[][] windows, Matrix input, Matrix output, Matrix into) {
        int channels = output.columns() / windows.length;
        FloatVector zero = FloatVector.zero(SPECIES);
        float[] dy = gradient.data();
        float[] x = input.data();
        float[] y = output.data();
        float[] dx = into.data();
        float[] rest = SUMS.get(); // what no cell has got yet; carried along as a vector, it would become an object
        for (int r = 0; r < gradient.rows(); r++) {
            int row = input.row(r);
            int to = into.row(r);
            for (int k = 0; k < gradient.columns(); k += k % channels + LANES <= channels ? LANES : 1) {
                int[] cells = windows[k / channels];
                int channel = k % channels;
                if (channel + LANES <= channels) {
                    System.arraycopy(dy, gradient.row(r) + k, rest, 0, LANES);
                    for (int i = 0; i < cells.length; i++) {
                        int at = cells[i] * channels + channel;
                        VectorMask<Float> first =
                                load(x, row + at).compare(VectorOperators.EQ, load(y, output.row(r) + k));
                        load(dx, to + at).add(zero.blend(load(rest, 0), first)).intoArray(dx, to + at);
                        load(rest, 0).blend(zero, first).intoArray(rest, 0);
                    }
                } else {
                    int cell = first(x, row + channel, channels, cells, y[output.row(r) + k]);
                    if (cell >= 0) {
                        dx[to + cell + channel] += dy[gradient.row(r) + k];
                    }
                }
            }
        }
    }

    /** Where the first of the cells with that value is, from {@code at} on; -1 where none has it. */
    private static int first(float[] x, int at, int channels, int[] cells, float value) {
        for (int cell : cells) {
            if (x[at + cell * channels] == value) {
                return cell * channels;
            }
        }
        return -1;
    }

    @Override
    public int standardizeColumns(
            float[] row, int from, double reach, double keep, double[] counts, double[] means, double[] squares) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
        double most = reach * reach;
        for (int j = from; j < row.length; j += DOUBLES.length()) {
            DoubleVector x = loadDoubles(row, j);
            DoubleVector count = DoubleVector.fromArray(DOUBLES, counts, j);
            DoubleVector mean = DoubleVector.fromArray(DOUBLES, means, j);
            DoubleVector square = DoubleVector.fromArray(DOUBLES, squares, j);
            DoubleVector delta = x.sub(mean);
            if (delta.mul(delta)
                    .mul(count)
                    .compare(VectorOperators.GT, square.mul(most))
                    .anyTrue()) {
                return j;
            }
            VectorMask<Double> present = x.compare(VectorOperators.EQ, x);
            DoubleVector counted = count.mul(keep).add(one);
            DoubleVector inverse = one.div(counted);
            DoubleVector moved = mean.add(delta.mul(inverse));
            DoubleVector rest = x.sub(moved);
            DoubleVector grown = square.mul(keep).add(delta.mul(rest));
            count.blend(counted, present).intoArray(counts, j);
            mean.blend(moved, present).intoArray(means, j);
            square.blend(grown, present).intoArray(squares, j);
            VectorMask<Double> varies =
                    grown.compare(VectorOperators.EQ, zero).not().and(present);
            DoubleVector z = zero.blend(rest.div(grown.mul(inverse).sqrt()), varies);
            ((FloatVector) z.convertShape(VectorOperators.D2F, HALVES, 0)).intoArray(row, j);
        }
        return row.length;
    }
}
