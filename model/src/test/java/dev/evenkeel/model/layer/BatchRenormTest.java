package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renormalization; the contract's small batches are normalized with the running moments as constants. */
class BatchRenormTest extends LayerContract {
    private final RunningMoments moments = new RunningMoments("batch-renorm-0", 3);

    @Override
    Layer layer() {
        return layer(BatchNormSettings.RENORMALIZED);
    }

    private BatchNorm layer(BatchNormSettings settings) {
        Affine affine = new Affine(randomParameter("b/gain", 3, 3), randomParameter("b/bias", 4, 3));
        return new BatchNorm(affine, moments, settings, 2, 40);
    }

    private static BatchNormSettings limits(double r, double d) {
        return new BatchNormSettings(0.999, 1e-5, r, d, 0, 16);
    }

    @Test
    void smallBatchesAreNormalizedAsPredictionsAre() {
        Layer layer = layer();
        Matrix x = random(15, 6, 1);
        float[] predicted = layer.predict(x).unpadded();
        assertThat(layer.forward(x).unpadded()).containsExactly(predicted);
        Matrix large = random(16, 6, 1);
        float[] served = layer.predict(large).unpadded();
        assertThat(layer.forward(large).unpadded()).isNotEqualTo(served);
    }

    @Test
    void withoutLimitsTrainingEqualsPrediction() {
        moments.add(new double[] {0.5, -1, 3}, new double[] {2, 0.5, 7}, 100, 0.999);
        Layer layer = layer(limits(1e6, 1e6));
        Matrix x = random(20, 6, 1);
        float[] predicted = layer.predict(x).unpadded();
        float[] trained = layer.forward(x).unpadded();
        for (int i = 0; i < trained.length; i++) {
            assertThat(trained[i]).isCloseTo(predicted[i], Offset.offset(1e-5f));
        }
    }

    /** Far from the batch both ways, so that r and d stand at their limits and finite differences see constants, too. */
    @ParameterizedTest
    @ValueSource(doubles = {40, -40})
    void gradientsAtTheLimitsMatchFiniteDifferences(double mean) {
        double variance = mean > 0 ? 400 : 1e-4;
        for (int i = 0; i < 50; i++) {
            moments.add(new double[] {mean, mean, mean}, new double[] {variance, variance, variance}, 1000, 0.9);
        }
        BatchNorm layer = layer(limits(3, 0.5));
        Matrix x = random(17, 6, 1);
        Matrix c = random(17, 6, 2);
        layer.forward(x);
        float[] byInput = layer.backward(c).unpadded();
        float[] byGain = layer.gradients().get(0).values().clone();
        for (int i = 0; i < byInput.length; i++) {
            int at = x.row(i / 6) + i % 6;
            Differences.assertDerivative(byInput[i], x.data(), at, () -> Differences.dot(layer.forward(x), c));
        }
        float[] gain = layer.gradients().get(0).parameter().values();
        for (int i = 0; i < 3; i++) {
            Differences.assertDerivative(byGain[i], gain, i, () -> Differences.dot(layer.forward(x), c));
        }
    }

    @Test
    void limitsGrowWithTheExamplesSeen() {
        BatchNormSettings settings = new BatchNormSettings(0.9, 1e-5, 3, 5, 1000, 16);
        assertThat(settings.r(0)).isEqualTo(1);
        assertThat(settings.d(0)).isZero();
        assertThat(settings.r(500)).isEqualTo(2);
        assertThat(settings.d(5000)).isEqualTo(5);
    }
}
