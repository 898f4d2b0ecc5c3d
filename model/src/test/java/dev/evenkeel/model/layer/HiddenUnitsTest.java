package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HiddenUnitsTest {
    private static List<HiddenUnits> hidden(LayerSpec... layers) {
        NetworkDesign design = new NetworkDesign(6, List.of(layers), 2);
        Parameters parameters = new Parameters();
        design.declare(parameters);
        return HiddenUnits.of(design.build(parameters, Gemms.choose(GemmChoice.PLAIN), 1));
    }

    @Test
    void unitsStandBetweenTwoDenseLayers() {
        List<HiddenUnits> hidden = hidden(
                new LayerSpec.Dense(5),
                new LayerSpec.LayerNorm(),
                new LayerSpec.Relu(),
                new LayerSpec.Dropout(0.1),
                new LayerSpec.Dense(4),
                new LayerSpec.Gelu());
        assertThat(hidden).extracting(HiddenUnits::layer).containsExactly("dense-0", "dense-1");
        HiddenUnits first = hidden.get(0);
        assertThat(first.units()).isEqualTo(5);
        assertThat(first.last()).isEqualTo(3);
        assertThat(first.gains()).extracting(DenseParameter::name).containsExactly("layer-norm-0/gain");
        assertThat(first.biases()).extracting(DenseParameter::name).containsExactly("layer-norm-0/bias");
        assertThat(first.nextWeight().name()).isEqualTo("dense-1/weight");
        assertThat(hidden.get(1).nextBias().name()).isEqualTo("output/bias");
    }

    @Test
    void unitsThatCannotBeToldApartAreLeftOut() {
        LayerSpec residual = new LayerSpec.Residual(List.of(new LayerSpec.Dense(5)));
        assertThat(hidden(new LayerSpec.Dense(5), residual, new LayerSpec.Relu()))
                .isEmpty();
        assertThat(hidden(new LayerSpec.WeightNorm(new LayerSpec.Dense(5)), new LayerSpec.Relu()))
                .isEmpty();
        assertThat(hidden()).isEmpty();
    }

    /** A unit drawn alone has the variance of those drawn together. */
    @ParameterizedTest
    @EnumSource(Initialization.class)
    void aUnitIsDrawnAsTheOthers(Initialization init) {
        int inputs = 400;
        NetworkDesign design =
                new NetworkDesign(inputs, List.of(new LayerSpec.Dense(500, init), new LayerSpec.Relu()), 1);
        Parameters parameters = new Parameters();
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(1));
        double together = variance(parameters.dense("dense-0/weight").unpadded());
        float[] alone = new float[inputs * 100];
        for (int u = 0; u < 100; u++) {
            float[] unit = design.drawUnit("dense-0", new RandomStream(2).split(u));
            assertThat(unit).hasSize(inputs);
            System.arraycopy(unit, 0, alone, u * inputs, inputs);
        }
        // 40,000 numbers know a variance to within 1 %, the sparse ones, of which 4,000 are not zero, to 2 %
        assertThat(variance(alone)).isCloseTo(together, Offset.offset(0.06 * together + 1e-12));
        long zeros = 0;
        for (float w : alone) {
            zeros += w == 0 ? 1 : 0;
        }
        assertThat(zeros).isEqualTo(init == Initialization.SPARSE ? 36_000 : init == Initialization.ZERO ? 40_000 : 0);
    }

    @Test
    void aLayerWithoutWeightsHasNoUnitsToDraw() {
        NetworkDesign design = new NetworkDesign(3, List.of(new LayerSpec.Dense(2), new LayerSpec.Relu()), 1);
        assertThatThrownBy(() -> design.drawUnit("relu-0", new RandomStream(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has no weights: layer=relu-0");
        assertThatThrownBy(() -> design.drawUnit("dense-7", new RandomStream(1)))
                .hasMessage("no such layer: layer=dense-7");
    }

    private static double variance(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
