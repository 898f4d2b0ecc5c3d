package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.DenseParameter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchNormTest extends LayerContract {
    final RunningMoments moments = new RunningMoments("batch-norm-0", 3);

    @Override
    Layer layer() {
        return layer(BatchNormSettings.PLAIN, 4);
    }

    final BatchNorm layer(BatchNormSettings settings, int positions) {
        Affine affine =
                new Affine(randomParameter("batch-norm-0/gain", 3, 3), randomParameter("batch-norm-0/bias", 4, 3));
        return new BatchNorm(affine, moments, settings, positions, 32);
    }

    @Override
    boolean rowsAreIndependent() {
        return false;
    }

    @Test
    void channelsHaveTheGainsDeviationAndTheBiasAsMean() {
        BatchNorm layer = layer(BatchNormSettings.PLAIN, 1);
        Matrix y = layer.forward(random(32, 3, 7));
        float[] gain = ((DenseParameter) layer.gradients().get(0).parameter()).unpadded();
        float[] bias = ((DenseParameter) layer.gradients().get(1).parameter()).unpadded();
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            double squares = 0;
            for (int r = 0; r < 32; r++) {
                mean += y.at(r, c) / 32.0;
                squares += y.at(r, c) * (double) y.at(r, c) / 32;
            }
            assertThat(mean).isCloseTo(bias[c], Offset.offset(1e-5));
            assertThat(Math.sqrt(squares - mean * mean)).isCloseTo(Math.abs(gain[c]), Offset.offset(1e-4));
        }
    }

    @Test
    void momentsChangeWhenAStepIsCommittedOnly() {
        BatchNorm layer = layer(BatchNormSettings.PLAIN, 1);
        Matrix x = random(20, 3, 7);
        float[] before = layer.predict(x).unpadded();
        layer.forward(x);
        layer.predict(x);
        assertThat(layer.predict(x).unpadded()).containsExactly(before);
        assertThat(moments.examples()).isZero();
        layer.forward(x);
        layer.commit();
        assertThat(moments.examples()).isEqualTo(20);
        assertThat(layer.predict(x).unpadded()).isNotEqualTo(before);
    }

    @Test
    void runningMomentsApproachThoseOfTheStream() {
        BatchNorm layer = layer(BatchNormSettings.PLAIN, 1);
        for (int step = 0; step < 400; step++) {
            Matrix x = random(32, 3, 100 + step);
            for (int r = 0; r < 32; r++) {
                x.set(r, 1, 5 + 3 * x.at(r, 1));
            }
            layer.forward(x);
            layer.commit();
        }
        assertThat(moments.mean(1)).isCloseTo(5, Offset.offset(0.3));
        assertThat(Math.sqrt(moments.variance(1))).isCloseTo(3, Offset.offset(0.3));
        assertThat(moments.mean(0)).isCloseTo(0, Offset.offset(0.1));
    }

    @Test
    void aBatchSplitInPartsMovesTheMomentsAlmostAlike() {
        RunningMoments whole = new RunningMoments("a", 1);
        RunningMoments parts = new RunningMoments("a", 1);
        whole.add(new double[] {1}, new double[] {4}, 32, 0.999);
        for (int i = 0; i < 32; i++) {
            parts.add(new double[] {1}, new double[] {4}, 1, 0.999);
        }
        assertThat(parts.mean(0)).isCloseTo(whole.mean(0), Offset.offset(1e-12));
        assertThat(parts.variance(0)).isCloseTo(whole.variance(0), Offset.offset(1e-12));
    }

    @Test
    void refusesMomentsOfAnotherNumberOfChannels() {
        Affine affine = new Affine(new DenseParameter("b/gain", 2), new DenseParameter("b/bias", 2));
        assertThatThrownBy(() -> new BatchNorm(affine, moments, BatchNormSettings.PLAIN, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments must fit the gain: layer=batch-norm-0, channels=3, expected=2");
        assertThatThrownBy(() -> new BatchNormSettings(0.9, 1e-5, 0.5, 0, 0, 1))
                .hasMessage("must be >= 1 and finite: r-max=0.5");
    }
}
