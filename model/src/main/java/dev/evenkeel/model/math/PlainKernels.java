package dev.evenkeel.model.math;

import java.util.Arrays;

/**
 * Plain loops. Rows pass through a scratch row where there is one, since the compiler vectorizes a loop only when all its arrays
 * are indexed by the same expression.
 */
final class PlainKernels implements Kernels {
    private static final int LANES = Matrix.LANES;

    @Override
    public void addToRows(Matrix matrix, float[] vector, float[] scratch) {
        int stride = matrix.stride();
        for (int r = 0; r < matrix.rows(); r++) {
            System.arraycopy(matrix.data(), matrix.row(r), scratch, 0, stride);
            for (int j = 0; j < stride; j++) {
                scratch[j] += vector[j];
            }
            System.arraycopy(scratch, 0, matrix.data(), matrix.row(r), stride);
        }
    }

    @Override
    public void sumRows(Matrix matrix, float[] into, float[] scratch) {
        int stride = matrix.stride();
        Arrays.fill(into, 0, stride, 0);
        for (int r = 0; r < matrix.rows(); r++) {
            System.arraycopy(matrix.data(), matrix.row(r), scratch, 0, stride);
            for (int j = 0; j < stride; j++) {
                into[j] += scratch[j];
            }
        }
    }

    @Override
    public void sumProducts(Matrix a, Matrix b, float[] into) {
        int stride = a.stride();
        float[] x = a.data();
        float[] y = b.data();
        Arrays.fill(into, 0, stride, 0);
        for (int r = 0; r < a.rows(); r++) {
            int i = a.row(r);
            int k = b.row(r);
            for (int j = 0; j < stride; j++) {
                into[j] += x[i + j] * y[k + j];
            }
        }
    }

    @Override
    public void standardizeRows(Matrix input, float epsilon, Matrix into, float[] inverseDeviations) {
        int columns = input.columns();
        float[] x = input.data();
        float[] z = into.data();
        float[] parts = new float[LANES];
        for (int r = 0; r < input.rows(); r++) {
            int i = input.row(r);
            int k = into.row(r);
            Arrays.fill(parts, 0);
            for (int j = 0; j < columns; j++) {
                parts[j % LANES] += x[i + j];
            }
            float mean = Kernels.total(parts) / columns;
            Arrays.fill(parts, 0);
            for (int j = 0; j < columns; j++) {
                float centered = x[i + j] - mean;
                parts[j % LANES] += centered * centered;
                z[k + j] = centered;
            }
            float variance = Kernels.total(parts) / columns;
            float inverse = Kernels.inverseDeviation(variance, epsilon);
            inverseDeviations[r] = inverse;
            for (int j = 0; j < columns; j++) {
                z[k + j] *= inverse;
            }
        }
    }

    @Override
    public void scaleRows(Matrix input, float[] scale, float[] shift, Matrix into) {
        float[] x = input.data();
        float[] y = into.data();
        for (int r = 0; r < input.rows(); r++) {
            int i = input.row(r);
            int k = into.row(r);
            for (int j = 0; j < input.stride(); j++) {
                y[k + j] = x[i + j] * scale[j] + shift[j];
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
        float[] parts = new float[LANES];
        float[] products = new float[LANES];
        for (int r = 0; r < gradient.rows(); r++) {
            int i = gradient.row(r);
            int k = standardized.row(r);
            int to = into.row(r);
            Arrays.fill(parts, 0);
            Arrays.fill(products, 0);
            for (int j = 0; j < columns; j++) {
                float scaled = dy[i + j] * scale[j];
                parts[j % LANES] += scaled;
                products[j % LANES] += scaled * z[k + j];
                dx[to + j] = scaled;
            }
            float mean = Kernels.total(parts) / columns;
            float along = Kernels.total(products) / columns;
            float inverse = inverseDeviations[r];
            for (int j = 0; j < columns; j++) {
                dx[to + j] = inverse * (dx[to + j] - mean - z[k + j] * along);
            }
        }
    }

    @Override
    public void whereActive(float[] output, float[] gradient, int length) {
        for (int i = 0; i < length; i++) {
            gradient[i] = output[i] > 0 ? gradient[i] : 0;
        }
    }

    // x·0 is 0 for finite x and NaN otherwise; four sums, since a single one cannot be overlapped
    @Override
    public boolean finite(float[] values, int from, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            s0 += values[i] * 0;
            s1 += values[i + 1] * 0;
            s2 += values[i + 2] * 0;
            s3 += values[i + 3] * 0;
        }
        for (; i < to; i++) {
            s0 += values[i] * 0;
        }
        return s0 + s1 + s2 + s3 == 0;
    }

    @Override
    public boolean within(float[] values, int at, float[] limits, int length) {
        for (int i = 0; i < length; i++) {
            if (Math.abs(values[at + i]) > limits[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void peaks(float[] values, int at, int rows, float[] into, int width) {
        Arrays.fill(into, 0, width, 0);
        for (int from = at; from < at + rows * width; from += width) {
            for (int j = 0; j < width; j++) {
                float magnitude = Math.abs(values[from + j]);
                into[j] = magnitude > into[j] ? magnitude : into[j];
            }
        }
    }

    @Override
    public double squares(float[] values, int length) {
        double[] parts = new double[LANES];
        for (int i = 0; i < length; i++) {
            parts[i % LANES] += (double) values[i] * values[i];
        }
        return Kernels.total(parts);
    }

    @Override
    public void columnSquares(float[] values, int stride, double[] into) {
        Arrays.fill(into, 0, stride, 0);
        for (int from = 0; from < values.length; from += stride) {
            for (int j = 0; j < stride; j++) {
                into[j] += (double) values[from + j] * values[from + j];
            }
        }
    }

    @Override
    public void add(float[] from, int at, float[] into, int to, int length) {
        for (int i = 0; i < length; i++) {
            into[to + i] += from[at + i];
        }
    }

    @Override
    public void maxima(Matrix input, int[][] windows, Matrix into) {
        int channels = into.columns() / windows.length;
        float[] x = input.data();
        float[] y = into.data();
        for (int r = 0; r < input.rows(); r++) {
            for (int p = 0; p < windows.length; p++) {
                int write = into.row(r) + p * channels;
                System.arraycopy(x, input.row(r) + windows[p][0] * channels, y, write, channels);
                for (int cell : windows[p]) {
                    int read = input.row(r) + cell * channels;
                    for (int c = 0; c < channels; c++) {
                        y[write + c] = Math.max(y[write + c], x[read + c]);
                    }
                }
            }
        }
    }

    @Override
    public void maximaBackward(Matrix gradient, int[][] windows, Matrix input, Matrix output, Matrix into) {
        int channels = output.columns() / windows.length;
        for (int r = 0; r < gradient.rows(); r++) {
            for (int k = 0; k < gradient.columns(); k++) {
                float most = output.data()[output.row(r) + k];
                for (int cell : windows[k / channels]) {
                    int at = cell * channels + k % channels;
                    if (input.data()[input.row(r) + at] == most) {
                        into.data()[into.row(r) + at] += gradient.data()[gradient.row(r) + k];
                        break;
                    }
                }
            }
        }
    }

    @Override
    public int standardizeColumns(
            float[] row, int from, double reach, double keep, double[] counts, double[] means, double[] squares) {
        double most = reach * reach;
        for (int j = from; j < row.length; j++) {
            double x = row[j];
            if (Double.isNaN(x)) {
                row[j] = 0;
                continue;
            }
            double delta = x - means[j];
            if (delta * delta * counts[j] > most * squares[j]) {
                return j;
            }
            counts[j] = keep * counts[j] + 1;
            double inverse = 1 / counts[j];
            means[j] += delta * inverse;
            double rest = x - means[j];
            squares[j] = keep * squares[j] + delta * rest;
            row[j] = squares[j] == 0 ? 0 : (float) (rest / Math.sqrt(squares[j] * inverse));
        }
        return row.length;
    }
}
