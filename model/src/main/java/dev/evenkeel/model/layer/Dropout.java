package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/**
 * Dropout (Srivastava et al., JMLR 15, 2014), inverted: in training each number is 0 with probability p and multiplied by 1/(1 − p)
 * otherwise; predictions leave numbers as they are.
 *
 * <p>Which numbers are dropped is a function of the state's stream and of the number's place in the batch; the stream advances with
 * {@link #commit}, so a refused step leaves no trace and another forward drops the same.
 */
public final class Dropout implements Layer {
    /** The probability unless told otherwise. */
    public static final double DEFAULT_RATE = 0.1;

    private final double rate;
    private final DropoutState state;
    private final Matrix factors;
    private final Matrix output;
    private final Matrix inputGradient;

    /**
     * A layer.
     *
     * @param state what has been drawn so far, which it changes in {@link #commit}
     * @param rate p, in [0, 1)
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when the rate is out of range
     */
    public Dropout(DropoutState state, int columns, double rate, int maxRows) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("must be in [0, 1): rate=" + rate);
        }
        this.rate = rate;
        this.state = state;
        factors = Matrix.zeros(maxRows, columns);
        output = Matrix.zeros(maxRows, columns);
        inputGradient = Matrix.zeros(maxRows, columns);
    }

    @Override
    public String name() {
        return state.layer();
    }

    @Override
    public int inputs() {
        return factors.columns();
    }

    @Override
    public int outputs() {
        return factors.columns();
    }

    @Override
    public List<Gradient> gradients() {
        return List.of();
    }

    @Override
    public boolean trainsDifferently() {
        return true;
    }

    /** {@inheritDoc} The result is the input itself. */
    @Override
    public Matrix predict(Matrix input) {
        Shapes.requireColumns(this, input);
        return input;
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        draw(input.rows());
        return multiply(input, output.resize(input.rows()));
    }

    private void draw(int rows) {
        factors.resize(rows);
        RandomStream random = state.random();
        long threshold = (long) (rate * (1L << 53));
        float kept = (float) (1 / (1 - rate));
        long number = 0;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < factors.columns(); j++) {
                factors.data()[factors.row(r) + j] = (random.peek(++number) >>> 11) < threshold ? 0 : kept;
            }
        }
    }

    private Matrix multiply(Matrix from, Matrix into) {
        int length = into.rows() * into.stride();
        System.arraycopy(from.data(), from.offset(), into.data(), 0, length);
        float[] values = into.data();
        float[] factor = factors.data();
        for (int i = 0; i < length; i++) {
            values[i] *= factor[i];
        }
        return into;
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        return multiply(outputGradient, inputGradient.resize(outputGradient.rows()));
    }

    @Override
    public void commit() {
        state.random().skip((long) factors.rows() * factors.columns());
    }
}
