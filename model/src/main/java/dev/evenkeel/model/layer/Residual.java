package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/** y = x + f(x) for a chain of layers f (He et al., arXiv 1512.03385, equation 1). */
public final class Residual implements Layer {
    private final String name;
    private final Network inner;
    private final Matrix output;
    private final Matrix inputGradient;

    /**
     * A block.
     *
     * @param inner f; gives as many columns as it takes
     * @param maxRows of the largest batch
     * @throws IllegalArgumentException when it gives more or fewer
     */
    public Residual(String name, Network inner, int maxRows) {
        if (inner.inputs() != inner.outputs()) {
            throw new IllegalArgumentException("must give the shape it takes: layer=" + name + ", outputs="
                    + inner.outputs() + ", expected=" + inner.inputs());
        }
        this.name = name;
        this.inner = inner;
        output = Matrix.zeros(maxRows, inner.outputs());
        inputGradient = Matrix.zeros(maxRows, inner.inputs());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int inputs() {
        return output.columns();
    }

    @Override
    public int outputs() {
        return output.columns();
    }

    @Override
    public List<Gradient> gradients() {
        return inner.gradients();
    }

    @Override
    public boolean trainsDifferently() {
        return inner.trainsDifferently();
    }

    @Override
    public Matrix predict(Matrix input) {
        Shapes.requireColumns(this, input);
        return sum(input, inner.predict(input), output);
    }

    @Override
    public Matrix forward(Matrix input) {
        Shapes.requireColumns(this, input);
        return sum(input, inner.forward(input), output);
    }

    @Override
    public Matrix backward(Matrix outputGradient) {
        return sum(outputGradient, inner.backward(outputGradient), inputGradient);
    }

    @Override
    public void backwardParameters(Matrix outputGradient) {
        inner.backwardParameters(outputGradient);
    }

    @Override
    public void commit() {
        inner.commit();
    }

    private static Matrix sum(Matrix a, Matrix b, Matrix into) {
        into.resize(a.rows());
        System.arraycopy(a.data(), a.offset(), into.data(), 0, a.rows() * a.stride());
        for (int r = 0; r < into.rows(); r++) {
            int write = into.row(r);
            int read = b.row(r);
            for (int j = 0; j < into.columns(); j++) {
                into.data()[write + j] += b.data()[read + j];
            }
        }
        return into;
    }
}
