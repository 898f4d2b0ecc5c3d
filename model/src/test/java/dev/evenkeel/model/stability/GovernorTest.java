package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.RowTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final OptionalDouble OFF = OptionalDouble.empty();

    private final Gradient.Dense hidden = dense("dense-0/weight", 2, 2);
    private final Gradient.Dense bias = dense("dense-0/bias", 2);
    private final Gradient.Dense output = dense("output/weight", 2, 1);
    private final List<Gradient> gradients = List.of(hidden, bias, output);

    private static Gradient.Dense dense(String name, long... shape) {
        return new Gradient.Dense(new DenseParameter(name, shape));
    }

    private static OptionalDouble at(double limit) {
        return OptionalDouble.of(limit);
    }

    private static Governor governor(
            Normalization normalize,
            OptionalDouble agc,
            OptionalDouble zclip,
            OptionalDouble update,
            OptionalDouble overshoot) {
        StabilitySettings settings = new StabilitySettings(
                OFF, OFF, at(10), normalize, agc, zclip, OFF, update, overshoot, Optional.empty());
        return new Governor(settings, LossKind.SQUARED);
    }

    private void set(float a, float b, float c, float d, float bias0, float bias1, float out0, float out1) {
        hidden.matrix().fill(new float[] {a, b, c, d});
        bias.matrix().fill(new float[] {bias0, bias1});
        output.matrix().fill(new float[] {out0, out1});
    }

    @Test
    void offLeavesGradientsAndUpdatesAlone() {
        set(1e20f, 1, 1, 1, 1, 1, 1, 1e20f);
        Governor off = new Governor(StabilitySettings.OFF, LossKind.SQUARED);
        float[] before = hidden.values().clone();
        assertThat(off.gradient(gradients, 1)).isEmpty();
        assertThat(off.update(gradients, p -> gradients.get(p).values(), 1)).isEmpty();
        assertThat(hidden.values()).isEqualTo(before);
        assertThat(off.label(0, 1e9f)).isEqualTo(1e9f);
    }

    @Test
    void whatIsNotFiniteIsRefusedBeforeAndAfterTheRule() {
        Governor governor = new Governor(StabilitySettings.OFF, LossKind.SQUARED);
        set(0, 0, 0, 0, 0, Float.NaN, 0, 0);
        assertThat(governor.gradient(gradients, 1)).contains("gradient is not finite: layer=dense-0");
        set(0, 0, 0, 0, 0, 0, Float.POSITIVE_INFINITY, 0);
        assertThat(governor.update(gradients, p -> gradients.get(p).values(), 1))
                .contains("update is not finite: layer=output");
    }

    @Test
    void normalizationDividesByTheNormOfLayerParameterOrWhole() {
        for (Normalization kind : Normalization.values()) {
            set(3, 0, 0, 0, 4, 0, 12, 0);
            governor(kind, OFF, OFF, OFF, OFF).gradient(gradients, 1);
            double[] expected = switch (kind) {
                case NONE -> new double[] {3, 4, 12};
                case LAYER_L2 -> new double[] {0.6, 0.8, 1};
                case PARAMETER_L2 -> new double[] {1, 1, 1};
                case GLOBAL_L2 -> new double[] {3 / 13.0, 4 / 13.0, 12 / 13.0};
            };
            float[] actual = {hidden.values()[0], bias.values()[0], output.values()[0]};
            for (int i = 0; i < 3; i++) {
                assertThat((double) actual[i]).as(kind + " " + i).isCloseTo(expected[i], within(1e-6)); // float
            }
        }
    }

    @Test
    void aGradientOfZeroIsNotDivided() {
        set(0, 0, 0, 0, 0, 0, 0, 0);
        governor(Normalization.LAYER_L2, OFF, OFF, OFF, OFF).gradient(gradients, 1);
        assertThat(hidden.values()).containsOnly(0);
    }

    @Test
    void adaptiveClippingBoundsUnitsByTheirWeightsButNotTheOutput() {
        hidden.parameter().set(3, 1, 4, 0); // columns of norm 5 and 1
        set(30, 0.1f, 40, 0, 0, 0, 100, 100);
        Governor governor = governor(Normalization.NONE, at(0.5), OFF, OFF, OFF);
        governor.gradient(gradients, 1);
        assertThat(hidden.matrix().unpadded()).containsExactly(new float[] {1.5f, 0.1f, 2, 0}, within(1e-6f));
        assertThat(output.matrix().unpadded()).containsExactly(100, 100);
        assertThat(counts(governor)).contains("clip.agc=1");
    }

    @Test
    void adaptiveClippingLeavesTablesToGrow() {
        RowTable table = new RowTable("embedding", 8, 2, 1);
        Gradient.Rows rows = new Gradient.Rows(table);
        table.touch(5);
        rows.add(5);
        rows.values()[0] = 5;
        governor(Normalization.NONE, at(1), OFF, OFF, OFF).gradient(List.of(rows, output), 1);
        assertThat(rows.values()[0]).isEqualTo(5);
    }

    @Test
    void anUpdateMovesTheRowsOfATableByAShareOfTheirOwnWeights() {
        RowTable table = new RowTable("embedding", 8, 2, 1);
        Gradient.Rows rows = new Gradient.Rows(table);
        for (int row : new int[] {5, 2}) {
            table.touch(row);
        }
        rows.add(2);
        float[] values = {100, 100, 3, 4};
        System.arraycopy(values, 0, table.values(), 0, 4);
        rows.values()[0] = 30;
        governor(Normalization.NONE, OFF, OFF, at(0.5), OFF)
                .update(List.of(rows, output), p -> p == 0 ? rows.values() : output.values(), 1);
        assertThat(rows.values()[0]).isCloseTo(2.5f, within(1e-6f));
    }

    @Test
    void zclipBoundsANormFarAboveTheUsualOnes() {
        Governor governor = governor(Normalization.NONE, OFF, at(2.5), OFF, OFF);
        observe(governor, 200);
        set(1e6f, 0, 0, 0, 0, 0, 0, 0);
        governor.gradient(gradients, 1);
        assertThat(hidden.values()[0]).isBetween(0.9f, 2.0f); // k²σ²/(‖g‖ - μ) above a mean of about 1
        assertThat(counts(governor)).contains("clip.zclip=1");
    }

    @Test
    void zclipOnlyObservesTheFirstSteps() {
        Governor governor = governor(Normalization.NONE, OFF, at(2.5), OFF, OFF);
        observe(governor, 24);
        set(1e6f, 0, 0, 0, 0, 0, 0, 0);
        governor.gradient(gradients, 1);
        assertThat(hidden.values()[0]).isEqualTo(1e6f);
    }

    @Test
    void aRefusedStepLeavesNoTraceInWhatIsUsual() {
        Governor one = governor(Normalization.NONE, OFF, at(2.5), OFF, OFF);
        observe(one, 200);
        Governor other = one.copy();
        set(1.2f, 0, 0, 0, 0, 0, 0, 0);
        one.begin();
        one.label(0, 1e9f);
        one.gradient(gradients, 1);
        assertThat(saved(one)).isEqualTo(saved(other));
    }

    /** Steps with norms in [0.9, 1.1). */
    private void observe(Governor governor, int steps) {
        RandomStream random = new RandomStream(1);
        for (int i = 0; i < steps; i++) {
            set(0.9f + 0.2f * random.nextFloat(), 0, 0, 0, 0, 0, 0, 0);
            governor.begin();
            governor.gradient(gradients, 1);
            governor.commit();
        }
    }

    @Test
    void anUpdateMovesALayerByAShareOfItsWeights() {
        hidden.parameter().set(1, 1, 1, 1);
        bias.parameter().set(1, 1);
        set(30, 40, 0, 0, 0, 0, 0.001f, 0);
        Governor governor = governor(Normalization.NONE, OFF, OFF, at(0.1), OFF);
        governor.update(gradients, p -> gradients.get(p).values(), 1);
        double norm = Math.hypot(hidden.values()[0], hidden.values()[1]);
        assertThat(norm).isCloseTo(0.1 * Math.sqrt(6), within(1e-6)); // float
        assertThat(output.values()[0]).isEqualTo(0.001f);
        assertThat(counts(governor)).contains("update.clip=1");
    }

    @Test
    void trustRatioBringsLayersToOnePace() {
        for (double apart : new double[] {1, 10}) {
            hidden.parameter().set(1, 1, 1, 1);
            output.parameter().set(10, 0);
            set(3e-7f, 4e-7f, 0, 0, 0, 0, 2, 0);
            Governor governor = new Governor(
                    new StabilitySettings(
                            OFF, OFF, OFF, Normalization.NONE, OFF, OFF, at(apart), OFF, OFF, Optional.empty()),
                    LossKind.SQUARED);
            governor.update(gradients, p -> gradients.get(p).values(), 1);
            double first = Math.hypot(hidden.values()[0], hidden.values()[1]) / 2;
            double last = output.values()[0] / 10.0;
            assertThat(last / first).as("apart " + apart).isBetween(0.9999, 1.0001 * apart); // float
            assertThat(counts(governor)).contains("trust-ratio=" + (apart == 1 ? 2 : 1));
        }
    }

    @Test
    void layersOfZerosAndLayersThatStayAreLeftByTheTrustRatio() {
        hidden.parameter().set(1, 1, 1, 1);
        output.parameter().set(0, 0);
        set(0, 0, 0, 0, 0, 0, 2, 0);
        Governor governor = new Governor(
                new StabilitySettings(OFF, OFF, OFF, Normalization.NONE, OFF, OFF, at(1), OFF, OFF, Optional.empty()),
                LossKind.SQUARED);
        governor.update(gradients, p -> gradients.get(p).values(), 1);
        assertThat(hidden.values()).containsOnly(0);
        assertThat(output.values()[0]).isEqualTo(2);
        assertThat(counts(governor)).contains("trust-ratio=0");
    }

    @Test
    void anUpdatePromisesNoMoreThanTheLoss() {
        set(3, 4, 0, 0, 0, 0, 0, 0);
        float[][] updates = {new float[hidden.length()], new float[bias.length()], new float[output.length()]};
        updates[0][0] = -3;
        updates[0][1] = -4;
        Governor governor = governor(Normalization.NONE, OFF, OFF, OFF, at(2));
        assertThat(governor.asksForLoss()).isTrue();
        governor.update(gradients, p -> updates[p], 5);
        assertThat(updates[0][0]).isCloseTo(-0.3f, within(1e-6f)); // promised 25, may 2.5
        assertThat(counts(governor)).contains("update.overshoot=1");
    }

    @Test
    void oneLabelCannotDominate() {
        Governor governor = governor(Normalization.NONE, OFF, OFF, OFF, OFF);
        RandomStream random = new RandomStream(2);
        for (int i = 0; i < 500; i++) {
            governor.begin();
            assertThat(governor.label(3, 3 + random.nextGaussian())).isBetween(-3f, 9f);
            governor.commit();
        }
        governor.begin();
        assertThat(governor.label(3, 1e9f)).isBetween(11f, 15f); // ten deviations of about 1 from what was predicted
        assertThat(governor.label(3, -1e9f)).isBetween(-12f, -5f);
        governor.commit();
        assertThat(counts(governor)).contains("loss-gradient=2");
    }

    @Test
    void lossesWithBoundedDerivativesAreLeftAlone() {
        StabilitySettings settings = StabilitySettings.BALANCED;
        Governor governor = new Governor(settings, LossKind.LOGISTIC);
        for (int i = 0; i < 100; i++) {
            governor.begin();
            assertThat(governor.label(-20, 1)).isEqualTo(1);
            governor.commit();
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> governor(Normalization.NONE, at(0), OFF, OFF, OFF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be > 0 and finite: agc=0.0");
        assertThatThrownBy(() -> new StabilitySettings(
                        at(1), OFF, OFF, Normalization.NONE, OFF, OFF, OFF, OFF, OFF, Optional.empty()))
                .hasMessage("must be > 1 and finite: absurd=1.0");
    }

    private static String counts(Governor governor) {
        GuardCounts counts = new GuardCounts();
        governor.count(counts);
        return counts.asMap().toString();
    }

    private static String saved(Governor governor) {
        NamedTensors tensors = new NamedTensors();
        governor.save(tensors);
        StringBuilder text = new StringBuilder();
        for (String name : tensors.names()) {
            Object data = tensors.get(name).data();
            if (data instanceof double[] doubles) {
                text.append(name).append(Arrays.toString(doubles));
            }
        }
        return text.toString();
    }
}
