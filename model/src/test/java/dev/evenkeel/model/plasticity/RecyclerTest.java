package dev.evenkeel.model.plasticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.layer.HiddenUnits;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.Network;
import dev.evenkeel.model.layer.NetworkDesign;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.UpdateRule;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** On a network 3-4-2 with layer normalization off and on. */
final class RecyclerTest {
    private static final int UNITS = 4;
    private static final int DEAD = 2;

    private final Parameters parameters = new Parameters();
    private final NetworkDesign design;
    private final Network network;
    private final UpdateRule rule;
    private final List<HiddenUnits> hidden;
    private final Matrix input = Matrix.zeros(2, 3);
    private final Matrix outputGradient = Matrix.zeros(2, 2);

    RecyclerTest() {
        design = new NetworkDesign(3, List.of(new LayerSpec.Dense(UNITS), new LayerSpec.Relu()), 2);
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(1));
        network = design.build(parameters, Gemms.choose(GemmChoice.PLAIN), 2);
        rule = UpdateRule.of(AdamHyperparameters.DEFAULT, parameters, 1);
        hidden = HiddenUnits.of(network);
        // all units active on positive inputs but one, which never is
        weight().set(1, 1, -1, 2, 1, 2, -1, 1, 2, 1, -1, 1);
        input.fill(new float[] {1, 2, 3, 3, 1, 2});
    }

    private DenseParameter weight() {
        return parameters.dense("dense-0/weight");
    }

    private DenseParameter next() {
        return parameters.dense("output/weight");
    }

    private Recycler recycler(Recycling recycling, UnitTraces traces) {
        return new Recycler(recycling, hidden, traces, rule, design::drawUnit, 1);
    }

    private void step(Recycler recycler) {
        network.forward(input);
        outputGradient.fill(new float[] {1, -1, 0.5f, 2});
        network.backwardParameters(outputGradient);
        rule.propose(network.gradients());
        rule.apply(network.gradients());
        recycler.observe(network);
    }

    private NamedTensors slots() {
        NamedTensors slots = new NamedTensors();
        rule.save(slots);
        return slots;
    }

    private float[] column(float[] matrix, int columns, int column) {
        float[] values = new float[matrix.length / columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix[i * columns + column];
        }
        return values;
    }

    @Test
    void aDormantUnitStartsAnewWithFreshWeightsInZeroWeightsOutAndEmptySlots() {
        UnitTraces traces = new UnitTraces(new Recycling.Redo(0.025, 10));
        Recycler recycler = recycler(new Recycling.Redo(0.025, 10), traces);
        for (int step = 0; step < 4; step++) {
            step(recycler);
        }
        float[] alive = column(weight().unpadded(), UNITS, 0);
        assertThat(traces.recycled("dense-0")).isZero();
        step(recycler); // 10 examples
        assertThat(traces.recycled("dense-0")).isEqualTo(1);
        float[] expected = design.drawUnit(
                "dense-0", new RandomStream(1).split("recycle").split("dense-0").split(0));
        assertThat(column(weight().unpadded(), UNITS, DEAD))
                .containsExactly(expected)
                .doesNotContain(0, -1);
        // a neighbour has made one more step of Adam, no longer than its rate
        assertThat(weight().matrix().at(0, 0)).isCloseTo(alive[0], Offset.offset(1.01e-3f));
        assertThat(next().matrix().at(DEAD, 0)).isZero();
        assertThat(next().matrix().at(DEAD, 1)).isZero();
        assertThat(parameters.dense("dense-0/bias").values()[DEAD]).isZero();
        NamedTensors slots = slots();
        for (String slot : List.of("m", "v")) {
            assertThat(column(slots.floats("slots/adam/dense-0/weight/" + slot), UNITS, DEAD))
                    .containsOnly(0);
            assertThat(column(slots.floats("slots/adam/dense-0/weight/" + slot), UNITS, 0))
                    .doesNotContain(0);
            float[] out = slots.floats("slots/adam/output/weight/" + slot);
            assertThat(new float[] {out[2 * DEAD], out[2 * DEAD + 1]}).containsOnly(0);
            assertThat(new float[] {out[0], out[1]}).doesNotContain(0);
        }
    }

    @Test
    void whatAUnitHasSaidOnTheMeanGoesIntoTheNextBiases() {
        UnitTraces traces = new UnitTraces(new Recycling.ContinualBackprop(1, 1, 0.5));
        UnitTrace trace = traces.of("dense-0", UNITS);
        Matrix constant = Matrix.zeros(1, UNITS);
        constant.fill(new float[] {5, 6, 0.25f, 7});
        for (int i = 0; i < 20; i++) {
            trace.add(constant); // a mean that is corrected for having begun at 0 is 0.25 at once
        }
        float out = next().matrix().at(DEAD, 1);
        float bias = parameters.dense("output/bias").values()[1];
        recycler(new Recycling.Redo(0.1, 1), traces).recycleDormant();
        assertThat(traces.recycled("dense-0")).isEqualTo(1);
        assertThat(parameters.dense("output/bias").values()[1])
                .isCloseTo(bias + 0.25f * out, Offset.offset(1e-7f)); // one rounding in float
        assertThat(trace.age(DEAD)).isZero();
        assertThat(trace.age(0)).isEqualTo(20);
    }

    @Test
    void continualBackpropTakesTheLeastUsefulMatureUnitAtItsRate() {
        Recycling.ContinualBackprop settings = new Recycling.ContinualBackprop(0.05, 20, 0.9);
        UnitTraces traces = new UnitTraces(settings);
        Recycler recycler = recycler(settings, traces);
        for (int step = 0; step < 9; step++) {
            step(recycler);
            assertThat(traces.of("dense-0", UNITS).age(DEAD)).isEqualTo(2L * (step + 1));
        }
        // from 20 examples on four units are mature: 0.05·2·4 = 0.4 units a step, so one at the third
        step(recycler);
        step(recycler);
        assertThat(traces.recycled("dense-0")).isZero();
        step(recycler);
        assertThat(traces.recycled("dense-0")).isEqualTo(1);
        assertThat(traces.of("dense-0", UNITS).age(DEAD)).isZero();
        assertThat(next().matrix().at(DEAD, 0)).isZero();
    }

    @Test
    void aYoungUnitIsLeftAlone() {
        UnitTraces traces = new UnitTraces(new Recycling.Redo(0.9, 100));
        Recycler recycler = recycler(new Recycling.Redo(0.9, 100), traces);
        step(recycler);
        recycler.recycleDormant();
        assertThat(traces.recycled("dense-0")).isZero();
    }

    @Test
    void unitsBehindNormalizersStartWithTheirGainsAndBiases() {
        NetworkDesign normalized = new NetworkDesign(
                3, List.of(new LayerSpec.Dense(UNITS), new LayerSpec.LayerNorm(), new LayerSpec.Relu()), 2);
        Parameters own = new Parameters();
        normalized.declare(own);
        normalized.initialize(own, new RandomStream(1));
        Network net = normalized.build(own, Gemms.choose(GemmChoice.PLAIN), 2);
        own.dense("layer-norm-0/gain").set(2, 2, 0, 2);
        own.dense("layer-norm-0/bias").set(3, 3, -9, 3);
        UpdateRule rules = UpdateRule.of(AdamHyperparameters.DEFAULT, own, 1);
        Recycling redo = new Recycling.Redo(0.025, 2);
        Recycler recycler =
                new Recycler(redo, HiddenUnits.of(net), new UnitTraces(redo), rules, normalized::drawUnit, 1);
        net.forward(input);
        recycler.observe(net);
        assertThat(own.dense("layer-norm-0/gain").unpadded()).containsExactly(2, 2, 1, 2);
        assertThat(own.dense("layer-norm-0/bias").unpadded()).containsExactly(3, 3, 0, 3);
    }

    @Test
    void runningMeansAreCorrectedForHavingBegunAtZero() {
        UnitTrace trace = new UnitTrace(1, 0.9);
        Matrix rows = Matrix.zeros(2, 1);
        rows.fill(new float[] {-1, 3});
        trace.add(rows);
        assertThat(trace.mean(0)).isCloseTo(1, Offset.offset(1e-15));
        assertThat(trace.magnitude(0)).isCloseTo(2, Offset.offset(1e-15));
        rows.fill(new float[] {0, 0});
        trace.add(rows);
        // 0.9²·(1 − 0.9²)·2 over 1 − 0.9⁴
        assertThat(trace.magnitude(0)).isCloseTo(2 * 0.81 * 0.19 / (1 - 0.6561), Offset.offset(1e-15));
    }

    @Test
    void tracesSurviveARoundTripAndDamageIsRefused() {
        UnitTraces traces = new UnitTraces(Recycling.Redo.DEFAULT);
        Recycler recycler = recycler(Recycling.Redo.DEFAULT, traces);
        for (int i = 0; i < 30; i++) {
            step(recycler);
        }
        NamedTensors saved = new NamedTensors();
        traces.save(saved);
        UnitTraces restored = new UnitTraces(Recycling.Redo.DEFAULT);
        restored.load(saved);
        NamedTensors again = new NamedTensors();
        restored.save(again);
        assertThat(again.names()).isEqualTo(saved.names()).hasSize(5);
        for (String name : saved.names()) {
            assertThat(again.get(name).data())
                    .as(name)
                    .isEqualTo(saved.get(name).data());
        }
        NamedTensors damaged = new NamedTensors().put("plasticity/dense-0/counts", new long[] {-1, 0}, 2);
        saved.names().stream().filter(n -> !damaged.contains(n)).forEach(n -> damaged.put(n, saved.get(n)));
        assertThatThrownBy(() -> restored.load(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be >= 0: tensor=plasticity/dense-0/counts");
    }

    @Test
    void reportsTellOfDeadUnitsRankAndWeights() {
        HiddenSample sample = new HiddenSample(hidden);
        UnitTraces traces = new UnitTraces(Recycling.NONE);
        HiddenReport before = sample.reports(traces).get(0);
        assertThat(before.dormant()).isNaN();
        assertThat(before.effectiveRank()).isNaN();
        for (int i = 0; i < HiddenSample.EVERY * (HiddenSample.ROWS + 9); i++) {
            network.forward(input);
            sample.observe(network);
        }
        HiddenReport report = sample.reports(traces).get(0);
        assertThat(report.layer()).isEqualTo("dense-0");
        assertThat(report.units()).isEqualTo(UNITS);
        assertThat(report.dormant()).isEqualTo(0.25);
        assertThat(report.effectiveRank()).isCloseTo(1, Offset.offset(1e-4)); // the same row again and again
        assertThat(report.weightNorm()).isCloseTo(Math.sqrt(21), Offset.offset(1e-12));
        assertThat(report.recycled()).isZero();
        assertThat(report.within("m").layer()).isEqualTo("m/dense-0");
    }
}
