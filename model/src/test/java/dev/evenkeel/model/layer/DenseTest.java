package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class DenseTest extends LayerContract {
    /** Plain loops, since vectors allocate until they are compiled; the oracle's test multiplies with all. */
    private final Gemm gemm = Gemms.choose(GemmChoice.PLAIN);

    @Override
    Layer layer() {
        return new Dense(
                randomParameter("dense-0/weight", 3, 7, 21), randomParameter("dense-0/bias", 4, 21), gemm, MAX_ROWS);
    }

    @Test
    void multipliesAndAdds() {
        DenseParameter weight = new DenseParameter("d/weight", 2, 1);
        DenseParameter bias = new DenseParameter("d/bias", 1);
        weight.set(3, -2);
        bias.set(0.5f);
        Matrix x = Matrix.zeros(1, 2);
        x.fill(new float[] {2, 5});
        assertThat(new Dense(weight, bias, gemm, 1).forward(x).at(0, 0)).isEqualTo(-3.5f);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertThatThrownBy(
                        () -> new Dense(new DenseParameter("d/weight", 2, 3), new DenseParameter("d/bias", 2), gemm, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes must fit y = xW + b: weight=[2, 3], bias=[2]");
    }
}
