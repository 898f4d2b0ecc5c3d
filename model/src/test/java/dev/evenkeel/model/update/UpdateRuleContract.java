package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every update rule for tensors keeps to. Inherit it, and name the hyperparameters. */
abstract class UpdateRuleContract {
    static final int ROWS = 4;
    static final int WIDTH = 16;

    abstract Hyperparameters hyperparameters();

    private final Parameters parameters = new Parameters();
    private final DenseParameter dense = parameters.add(new DenseParameter("d/weight", ROWS, WIDTH));
    private final RowTable table = parameters.add(new RowTable("t", ROWS, WIDTH, 3));
    private final Gradient.Dense denseGradient = new Gradient.Dense(dense);
    private final Gradient.Rows rowGradient = new Gradient.Rows(table);
    private final List<Gradient> gradients = List.of(denseGradient, rowGradient);
    private final RandomStream random = new RandomStream(17);

    @Test
    void denseEqualsRowsThatEveryStepTouches() {
        float[] start = new float[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            table.read(row, start, row * WIDTH);
        }
        dense.set(start);
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 8);
        for (int step = 0; step < 20; step++) {
            drawGradients();
            rule.propose(gradients);
            rule.apply(gradients);
        }
        assertThat(table.touched()).isEqualTo(ROWS);
        for (int row = 0; row < ROWS; row++) {
            table.read(row, start, row * WIDTH);
        }
        assertThat(dense.values()).containsExactly(start);
    }

    @Test
    void proposingChangesNothing() {
        UpdateRule rule = warm();
        NamedTensors before = saved(rule);
        drawGradients();
        rule.propose(gradients);
        assertSame(saved(rule), before);
    }

    @Test
    void restoredSlotsContinueBitIdentically() {
        UpdateRule rule = warm();
        Parameters copied = parameters.copy();
        UpdateRule restored = UpdateRule.of(hyperparameters(), copied, 8);
        restored.load(saved(rule));
        assertContinuesAlike(rule, restored, copied);
    }

    @Test
    void aCopyContinuesBitIdentically() {
        UpdateRule rule = warm();
        Parameters copied = parameters.copy();
        assertContinuesAlike(rule, rule.copy(copied), copied);
    }

    @Test
    void aFreshRuleDoesNothingOnAZeroGradient() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 8);
        rowGradient.add(2);
        float[] before = new float[WIDTH];
        float[] after = new float[WIDTH];
        table.read(2, before, 0);
        rule.propose(gradients);
        rule.apply(gradients);
        table.read(2, after, 0);
        assertThat(after).containsExactly(before);
        assertThat(dense.values()).containsOnly(0);
    }

    @Test
    void rowsThatAStepDoesNotTouchStayAsTheyAre() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 8);
        rowGradient.add(1);
        rule.propose(gradients);
        rule.apply(gradients);
        assertThat(table.touched()).isEqualTo(1);
        assertThat(table.position(1)).isZero();
    }

    @Test
    void aGradientThatOverflowsIsProposedAsNotFinite() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 1);
        denseGradient.values()[3] = 3e38f;
        denseGradient.values()[5] = Float.NaN;
        int index = rowGradient.add(1);
        rowGradient.values()[index * WIDTH] = 3e38f;
        rule.propose(gradients);
        assertThat(rule.proposed(0)[3]).isNaN();
        assertThat(rule.proposed(0)[5]).isNaN();
        assertThat(rule.proposed(0)[4]).isZero();
        assertThat(rule.proposed(1)[0]).isNaN();
    }

    @Test
    void slotsOfAnotherShapeAreRefused() {
        UpdateRule rule = warm();
        Parameters other = new Parameters();
        other.add(new DenseParameter("d/weight", ROWS + 1, WIDTH));
        UpdateRule target = UpdateRule.of(hyperparameters(), other, 8);
        NamedTensors saved = saved(rule);
        assertThatThrownBy(() -> target.load(saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shape=[4, 16], expected=[5, 16]");
    }

    private UpdateRule warm() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 8);
        for (int step = 0; step < 5; step++) {
            drawGradients();
            rule.propose(gradients);
            rule.apply(gradients);
        }
        return rule;
    }

    private void assertContinuesAlike(UpdateRule rule, UpdateRule other, Parameters others) {
        Gradient.Dense otherDense = new Gradient.Dense(others.dense("d/weight"));
        Gradient.Rows otherRows = new Gradient.Rows(others.table("t"));
        List<Gradient> otherGradients = List.of(otherDense, otherRows);
        for (int step = 0; step < 5; step++) {
            drawGradients();
            System.arraycopy(denseGradient.values(), 0, otherDense.values(), 0, denseGradient.length());
            otherRows.clear();
            for (int r = 0; r < rowGradient.rows(); r++) {
                otherRows.add(rowGradient.row(r));
            }
            System.arraycopy(rowGradient.values(), 0, otherRows.values(), 0, rowGradient.length());
            rule.propose(gradients);
            rule.apply(gradients);
            other.propose(otherGradients);
            other.apply(otherGradients);
        }
        assertThat(others.dense("d/weight").values()).containsExactly(dense.values());
        assertSame(saved(other), saved(rule));
    }

    private void drawGradients() {
        rowGradient.clear();
        for (int row = 0; row < ROWS; row++) {
            int index = rowGradient.add(row);
            for (int j = 0; j < WIDTH; j++) {
                float derivative = random.nextGaussian();
                denseGradient.values()[row * WIDTH + j] = derivative;
                rowGradient.values()[index * WIDTH + j] = derivative;
            }
        }
    }

    private static NamedTensors saved(UpdateRule rule) {
        NamedTensors tensors = new NamedTensors();
        rule.save(tensors);
        return tensors;
    }

    private static void assertSame(NamedTensors actual, NamedTensors expected) {
        assertThat(actual.names()).containsExactlyElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).data())
                    .as(name)
                    .isEqualTo(expected.get(name).data());
        }
    }
}
