package dev.evenkeel.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every update rule of gradients keeps to. Inherit it, and name the hyperparameters. */
abstract class UpdateRuleContract {
    static final int ROWS = 4;
    static final int WIDTH = 16;
    private static final int STEP = 8;

    abstract Hyperparameters hyperparameters();

    private final Parameters parameters = new Parameters();
    private final DenseParameter dense = parameters.add(new DenseParameter("d/weight", ROWS, WIDTH));
    private final RowTable table = parameters.add(new RowTable("t", ROWS, WIDTH, 3));
    private final DenseParameter bias = parameters.add(new DenseParameter("b/bias", WIDTH));
    private final Gradient.Dense denseGradient = new Gradient.Dense(dense);
    private final Gradient.Rows rowGradient = new Gradient.Rows(table);
    private final Gradient.Dense biasGradient = new Gradient.Dense(bias);
    private final List<Gradient> gradients = List.of(denseGradient, rowGradient, biasGradient);
    private final RandomStream random = new RandomStream(17);

    // ---- one formula

    @Test
    void denseEqualsRowsThatEveryStepTouches() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, STEP);
        assertDenseEqualsRows(rule);
    }

    @Test
    void denseEqualsRowsWithAllOptions() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), allOptions(), parameters, STEP);
        assertDenseEqualsRows(rule);
        assertThat(rows(rule.served().table("t")))
                .containsExactly(rule.served().dense("d/weight").values());
    }

    private void assertDenseEqualsRows(UpdateRule rule) {
        dense.set(rows(table));
        for (int step = 0; step < 20; step++) {
            drawGradients();
            rule.propose(gradients);
            rule.apply(gradients);
        }
        assertThat(table.touched()).isEqualTo(ROWS);
        assertThat(rows(table)).containsExactly(dense.values());
    }

    /** A linear model of 5 features and a constant is a matrix and a bias of one layer. */
    @Test
    void featuresEqualADenseParameter() {
        assumeThat(hyperparameters().linear()).isTrue();
        UpdateOptions options = allOptions();
        LinearRule linear = LinearRules.create(hyperparameters(), options, Loss.of(LossKind.SQUARED), 1, 18);
        Parameters model = new Parameters();
        DenseParameter weight = model.add(new DenseParameter("linear/weight", 1, 5));
        DenseParameter intercept = model.add(new DenseParameter("linear/bias", 1));
        List<Gradient> both = List.of(new Gradient.Dense(weight), new Gradient.Dense(intercept));
        UpdateRule rule = UpdateRule.of(hyperparameters(), options, model, 1);
        for (int step = 0; step < 50; step++) {
            float[] x = {random.nextGaussian(), 2, random.nextGaussian(), 1, -3};
            float label = x[0] - x[4];
            float[] score = {0};
            linear.score(LinearRuleContract.row(6, x), score, 0);
            assertThat(linear.learn(LinearRuleContract.row(6, x), label, 2, score, 0))
                    .isEmpty();
            double sum = intercept.values()[0];
            for (int f = 0; f < 5; f++) {
                sum += (double) x[f] * weight.values()[f];
            }
            float derivative = rule.served() == model ? 4 * (score[0] - label) : (float) (4 * (sum - label));
            for (int f = 0; f < 5; f++) {
                both.get(0).values()[f] = x[f] * derivative;
            }
            both.get(1).values()[0] = derivative;
            rule.propose(both);
            rule.apply(both);
        }
        // distances of parts are summed up otherwise, hence the tolerance of float's rounding over 50 steps
        float[] scores = new float[6];
        float[] expected = new float[6];
        for (int f = 0; f < 6; f++) {
            float[] one = new float[5];
            if (f < 5) {
                one[f] = 1;
            }
            linear.score(LinearRuleContract.row(6, one), scores, f);
            expected[f] = (f < 5 ? rule.served().dense("linear/weight").values()[f] : 0)
                    + rule.served().dense("linear/bias").values()[0];
            assertThat(scores[f]).isCloseTo(expected[f], Offset.offset(2e-5f * (1 + Math.abs(expected[f]))));
        }
    }

    @Test
    void rowsThatAStepDoesNotTouchStayAsTheyAre() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, STEP);
        rowGradient.add(1);
        rule.propose(gradients);
        rule.apply(gradients);
        assertThat(table.touched()).isEqualTo(1);
        assertThat(table.position(1)).isZero();
    }

    // ---- propose and apply

    @Test
    void proposingChangesNothing() {
        UpdateRule rule = warm();
        NamedTensors before = saved(rule);
        drawGradients();
        rule.propose(gradients);
        assertSame(saved(rule), before);
    }

    @Test
    void aRefusedStepLeavesNoTrace() {
        UpdateRule rule = warm();
        Parameters copied = parameters.copy();
        UpdateRule other = rule.copy(copied);
        for (float huge : new float[] {1e30f, Float.NaN, 5}) {
            drawGradients();
            denseGradient.values()[7] = huge;
            rule.propose(gradients);
        }
        assertContinuesAlike(rule, other, copied);
    }

    @Test
    void aRefusedRowOfALinearModelLeavesNoTrace() {
        assumeThat(hyperparameters().linear()).isTrue();
        LinearRule rule = learned(UpdateOptions.NONE);
        NamedTensors before = saved(rule);
        for (SparseRow row : List.of(LinearRuleContract.row(6, 1, 2, 3, 0, 1), LinearRuleContract.repeated(40))) {
            assertThat(rule.learn(row, 3e38f, 1, new float[] {0}, 0)) // the derivative is infinite
                    .isEqualTo("update is not finite: rule=" + hyperparameters().rule());
            assertSame(saved(rule), before);
        }
    }

    // ---- state

    @Test
    void restoredSlotsContinueBitIdentically() {
        UpdateRule rule = warm();
        Parameters copied = parameters.copy();
        UpdateRule restored = UpdateRule.of(hyperparameters(), allOptions(), copied, STEP);
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
    void aCopyIsIndependent() {
        UpdateRule rule = warm();
        UpdateRule copy = rule.copy(parameters.copy());
        NamedTensors before = saved(copy);
        drawGradients();
        rule.propose(gradients);
        rule.apply(gradients);
        rule.reanchor(0.5);
        assertSame(saved(copy), before);
    }

    @Test
    void slotsOfAnotherShapeAreRefused() {
        assumeThat(Formulas.of(hyperparameters(), new Conversion(1), 1, 1).slots())
                .isNotEmpty();
        UpdateRule rule = warm();
        Parameters other = new Parameters();
        other.add(new DenseParameter("d/weight", ROWS + 1, WIDTH));
        UpdateRule target = UpdateRule.of(hyperparameters(), other, STEP);
        NamedTensors saved = saved(rule);
        assertThatThrownBy(() -> target.load(saved)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLinearModelsStateContinuesBitIdentically() {
        assumeThat(hyperparameters().linear()).isTrue();
        LinearRule rule = learned(allOptions());
        LinearRule restored = LinearRules.create(hyperparameters(), allOptions(), Loss.of(LossKind.SQUARED), 1, 18);
        restored.load(saved(rule));
        LinearRule copy = rule.copy();
        for (LinearRule each : List.of(rule, restored, copy)) {
            learn(each, 20, 5);
        }
        assertSame(saved(restored), saved(rule));
        assertSame(saved(copy), saved(rule));
    }

    @Test
    void aPredictorNeedsNoSlotsAndServesTheAverage() {
        assumeThat(hyperparameters().linear()).isTrue();
        LinearRule rule = learned(allOptions());
        NamedTensors all = saved(rule);
        NamedTensors predictor = new NamedTensors();
        all.names().stream().filter(n -> !n.startsWith("slots/")).forEach(n -> predictor.put(n, all.get(n)));
        LinearRule loaded = LinearRules.create(hyperparameters(), allOptions(), Loss.of(LossKind.SQUARED), 1, 18);
        loaded.load(predictor);
        float[] scores = new float[2];
        SparseRow row = LinearRuleContract.row(6, 1, 2, 3, 4, 5);
        rule.score(row, scores, 0);
        loaded.score(row, scores, 1);
        assertThat(scores[1]).isEqualTo(scores[0]).isNotZero();
        assertThat(loaded.learn(row, 1, 1, new float[] {scores[1]}, 0)).isEmpty();
        loaded.score(row, scores, 1);
        assertThat(scores[1]).isFinite();
    }

    @Test
    void elementsThatStartAnewHaveTheSlotsOfNewOnes() {
        UpdateRule rule = warm();
        NamedTensors before = saved(rule);
        dense.matrix().set(2, 3, 0.75f);
        rule.restart(dense, dense.matrix().row(2) + 3, 1, 1);
        NamedTensors after = saved(rule);
        int element = 2 * WIDTH + 3;
        String prefix = "slots/" + hyperparameters().rule() + "/d/weight/";
        for (Slot slot : Formulas.of(hyperparameters(), new Conversion(1), 1, 1).slots()) {
            float[] values = after.floats(prefix + slot.name());
            float fresh = slot.kind() == Slot.Kind.ORIGIN || slot.kind() == Slot.Kind.WEIGHT ? 0.75f : 0;
            assertThat(values[element]).as(slot.name()).isEqualTo(fresh);
            values[element] = before.floats(prefix + slot.name())[element];
            assertThat(values).containsExactly(before.floats(prefix + slot.name()));
        }
        assertThat(rule.served().dense("d/weight").matrix().at(2, 3)).isEqualTo(0.75f);
    }

    @Test
    void aRaisedRuleContinuesBitIdentically() {
        UpdateRule rule = warm();
        rule.raise(5, 10L * STEP);
        Parameters copied = parameters.copy();
        UpdateRule restored = UpdateRule.of(hyperparameters(), allOptions(), copied, STEP);
        restored.load(saved(rule));
        assertContinuesAlike(rule, restored, copied);
    }

    // ---- gradients of all sizes

    @Test
    void aFreshRuleDoesNothingOnAZeroGradient() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), withDecay(0), parameters, STEP);
        rowGradient.add(2);
        float[] before = rows(table);
        rule.propose(gradients);
        rule.apply(gradients);
        assertThat(rows(table)).containsExactly(before);
        assertThat(dense.values()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(floats = {0x1p127f, 0x1p100f, 0x1p50f, 0x1p-50f, 0x1p-100f, 0x1p-149f})
    void hugeAndTinyGradientsAreProposedAsNotFiniteOrLeaveAllFinite(float size) {
        UpdateRule rule = warm();
        drawGradients();
        for (Gradient gradient : gradients) {
            for (int i = 0; i < gradient.length(); i++) {
                gradient.values()[i] = Math.copySign(size, gradient.values()[i]);
            }
        }
        rule.propose(gradients);
        if (finite(rule)) {
            rule.apply(gradients);
        }
        for (int step = 0; step < 5; step++) {
            drawGradients();
            rule.propose(gradients);
            assertThat(finite(rule)).isTrue();
            rule.apply(gradients);
        }
        NamedTensors saved = saved(rule);
        parameters.save("weights", saved);
        for (String name : saved.names()) {
            if (saved.get(name).data() instanceof float[] floats) {
                for (float number : floats) {
                    assertThat(Float.isFinite(number)).as(name).isTrue();
                }
            }
        }
    }

    @Test
    void aGradientThatIsNotANumberIsProposedAsNotANumber() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, 1);
        drawGradients();
        denseGradient.values()[5] = Float.NaN;
        rowGradient.values()[3] = Float.NaN;
        rule.propose(gradients);
        assertThat(rule.proposed(0)[5]).isNaN();
        assertThat(rule.proposed(1)[3]).isNaN();
    }

    // ---- options

    @Test
    void weightDecayPullsAtMatricesAndTablesOnly() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), withDecay(0.9), parameters, STEP);
        Arrays.fill(dense.values(), 1);
        Arrays.fill(bias.values(), 1);
        rowGradient.add(2);
        float[] before = new float[WIDTH];
        float[] after = new float[WIDTH];
        table.read(2, before, 0);
        rule.propose(gradients);
        rule.apply(gradients);
        table.read(2, after, 0);
        for (int j = 0; j < WIDTH; j++) {
            assertThat(dense.values()[j]).isBetween(0f, Math.nextDown(1f));
            assertThat(Math.abs(after[j])).isLessThanOrEqualTo(Math.abs(before[j]));
            assertThat(bias.values()[j]).isEqualTo(1);
        }
    }

    @Test
    void l1TakesMatricesToExactlyZero() {
        assumeThat(hyperparameters().options()).contains("l1");
        UpdateOptions options = new UpdateOptions(
                1e12, 0, OptionalDouble.of(0), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);
        UpdateRule rule = UpdateRule.of(hyperparameters(), options, parameters, STEP);
        Arrays.fill(dense.values(), -0.5f);
        Arrays.fill(bias.values(), -0.5f);
        rule.propose(gradients);
        rule.apply(gradients);
        assertThat(dense.values()).containsOnly(0);
        assertThat(bias.values()).containsOnly(-0.5f);
    }

    @Test
    void l2IsPartOfTheGradient() {
        UpdateOptions options = new UpdateOptions(
                0, 0.5, OptionalDouble.of(0), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);
        Arrays.fill(dense.values(), 2);
        Arrays.fill(bias.values(), 2);
        rowGradient.add(1);
        Arrays.fill(denseGradient.values(), 3);
        UpdateRule regularized = UpdateRule.of(hyperparameters(), options, parameters, STEP);
        regularized.propose(gradients);
        float[] expected = regularized.proposed(0).clone();
        for (int j = 0; j < WIDTH; j++) {
            assertThat(Math.abs(regularized.proposed(2)[j])).isZero();
        }
        Arrays.fill(denseGradient.values(), 3 + 0.5f * 2);
        table.read(1, rowGradient.values(), 0);
        for (int j = 0; j < WIDTH; j++) {
            rowGradient.values()[j] *= 0.5f;
        }
        UpdateRule bare = UpdateRule.of(hyperparameters(), withDecay(0), parameters, STEP);
        bare.propose(gradients);
        assertThat(bare.proposed(0)).containsExactly(expected);
        for (int j = 0; j < WIDTH; j++) {
            assertThat(bare.proposed(1)[j]).isEqualTo(regularized.proposed(1)[j]);
        }
    }

    @Test
    void aScheduleMultipliesTheFirstStep() {
        UpdateOptions warmup = new UpdateOptions(
                0, 0, OptionalDouble.empty(), new Schedule.Warmup(10), OptionalDouble.empty(), Averaging.NONE);
        UpdateRule slow = UpdateRule.of(hyperparameters(), warmup, parameters, 1);
        UpdateRule fast = UpdateRule.of(hyperparameters(), parameters, 1);
        dense.set(rows(table));
        drawGradients();
        slow.propose(gradients);
        fast.propose(gradients);
        for (int i = 0; i < ROWS * WIDTH; i++) {
            float expected = fast.proposed(0)[i] / 10;
            // a change is a difference of weights around 0.1 in some rules, which rounds at 1e-8
            assertThat(slow.proposed(0)[i]).isCloseTo(expected, Offset.offset(2e-8f + 1e-5f * Math.abs(expected)));
        }
    }

    @Test
    void anAverageIsServedBesideTheWeights() {
        assumeThat(hyperparameters().options()).contains("average");
        Averaging polyak = new Averaging.Polyak();
        UpdateOptions options =
                new UpdateOptions(0, 0, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.empty(), polyak);
        UpdateRule rule = UpdateRule.of(hyperparameters(), options, parameters, STEP);
        assertThat(rule.served().dense("d/weight").values()).containsExactly(dense.values());
        double[] sums = new double[ROWS * WIDTH];
        for (int step = 1; step <= 10; step++) {
            drawGradients();
            rule.propose(gradients);
            rule.apply(gradients);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += dense.values()[i];
                assertThat(rule.served().dense("d/weight").values()[i])
                        .isCloseTo((float) (sums[i] / step), Offset.offset(1e-6f * (1 + Math.abs(dense.values()[i]))));
            }
        }
        assertThat(saved(rule).names())
                .contains("weights/average/d/weight", "weights/average/t/rows", "weights/average/b/bias");
    }

    // ---- re-anchoring

    @Test
    void reanchoringDoesToEachSlotWhatItsKindSays() {
        UpdateRule rule = warm();
        NamedTensors before = saved(rule);
        rule.reanchor(0.25);
        NamedTensors after = saved(rule);
        for (Slot slot : Formulas.of(hyperparameters(), new Conversion(1), 3, 3).slots()) {
            String name = "slots/" + hyperparameters().rule() + "/d/weight/" + slot.name();
            for (int i = 0; i < ROWS * WIDTH; i++) {
                assertThat(after.floats(name)[i])
                        .as(name)
                        .isEqualTo(slot.kind().reanchored(before.floats(name)[i], dense.values()[i], 0.25));
            }
        }
        drawGradients();
        rule.propose(gradients);
        assertThat(finite(rule)).isTrue();
    }

    @Test
    void reanchoringALinearModelKeepsItsScores() {
        assumeThat(hyperparameters().linear()).isTrue();
        LinearRule rule = learned(UpdateOptions.NONE);
        float[] before = {0};
        float[] after = {0};
        rule.score(LinearRuleContract.row(6, 1, 2, 3, 4, 5), before, 0);
        rule.reanchor(0.25);
        rule.score(LinearRuleContract.row(6, 1, 2, 3, 4, 5), after, 0);
        assertThat(after).containsExactly(before);
        learn(rule, 20, 6);
        rule.score(LinearRuleContract.row(6, 1, 2, 3, 4, 5), after, 0);
        assertThat(after[0]).isFinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
    void aShareOutOfRangeIsRefused(double keep) {
        UpdateRule rule = UpdateRule.of(hyperparameters(), parameters, STEP);
        assertThatThrownBy(() -> rule.reanchor(keep))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in (0, 1]: keep=" + keep);
    }

    // ---- hyperparameters

    @Test
    void hyperparametersOutOfRangeAreRefused() throws ReflectiveOperationException {
        RecordComponent[] components = hyperparameters().getClass().getRecordComponents();
        for (int c = 0; c < components.length; c++) {
            Hyperparameter facts = components[c].getAnnotation(Hyperparameter.class);
            if (components[c].getType() == double.class) {
                assertRefused(c, Double.NaN);
                assertRefused(c, Double.POSITIVE_INFINITY);
                assertRefused(c, Double.parseDouble(facts.above().isEmpty() ? facts.min() : facts.above()) - 1);
                if (!facts.below().isEmpty()) {
                    assertRefused(c, Double.parseDouble(facts.below()));
                }
            }
        }
    }

    private void assertRefused(int component, double value) throws ReflectiveOperationException {
        RecordComponent[] components = hyperparameters().getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int c = 0; c < components.length; c++) {
            types[c] = components[c].getType();
            values[c] = c == component ? value : components[c].getAccessor().invoke(hyperparameters());
        }
        Constructor<?> constructor = hyperparameters().getClass().getDeclaredConstructor(types);
        assertThatThrownBy(() -> constructor.newInstance(values))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("must be .*: [a-z0-9-]+=" + value);
    }

    @Test
    void aStepBelowOneIsRefused() {
        assertThatThrownBy(() -> UpdateRule.of(hyperparameters(), parameters, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 1: step=0");
    }

    // ---- helpers

    private UpdateOptions withDecay(double decay) {
        return new UpdateOptions(
                0, 0, OptionalDouble.of(decay), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);
    }

    /** All that goes with the rule. */
    private UpdateOptions allOptions() {
        boolean average = hyperparameters().options().contains("average");
        return new UpdateOptions(
                hyperparameters().options().contains("l1") ? 1e-4 : 0,
                1e-3,
                OptionalDouble.of(1e-2),
                new Schedule.Cosine(1_000),
                OptionalDouble.empty(),
                average ? new Averaging.Ema(0.99) : Averaging.NONE);
    }

    private UpdateRule warm() {
        UpdateRule rule = UpdateRule.of(hyperparameters(), allOptions(), parameters, STEP);
        for (int step = 0; step < 5; step++) {
            drawGradients();
            rule.propose(gradients);
            rule.apply(gradients);
        }
        return rule;
    }

    private LinearRule learned(UpdateOptions options) {
        LinearRule rule = LinearRules.create(hyperparameters(), options, Loss.of(LossKind.SQUARED), 1, 18);
        learn(rule, 20, 4);
        return rule;
    }

    private static void learn(LinearRule rule, int rows, long seed) {
        RandomStream stream = new RandomStream(seed);
        float[] score = {0};
        for (int r = 0; r < rows; r++) {
            SparseRow row = LinearRuleContract.row(6, stream.nextGaussian(), 0, r % 3, 1, stream.nextGaussian());
            rule.score(row, score, 0);
            assertThat(rule.learn(row, stream.nextGaussian(), 1 + r % 2, score, 0))
                    .isEmpty();
        }
    }

    private boolean finite(UpdateRule rule) {
        float check = 0;
        for (int p = 0; p < gradients.size(); p++) {
            for (int i = 0; i < gradients.get(p).length(); i++) {
                check += 0 * rule.proposed(p)[i];
            }
        }
        return check == 0;
    }

    private void assertContinuesAlike(UpdateRule rule, UpdateRule other, Parameters others) {
        Gradient.Dense otherDense = new Gradient.Dense(others.dense("d/weight"));
        Gradient.Rows otherRows = new Gradient.Rows(others.table("t"));
        Gradient.Dense otherBias = new Gradient.Dense(others.dense("b/bias"));
        List<Gradient> otherGradients = List.of(otherDense, otherRows, otherBias);
        for (int step = 0; step < 5; step++) {
            drawGradients();
            System.arraycopy(denseGradient.values(), 0, otherDense.values(), 0, denseGradient.length());
            System.arraycopy(biasGradient.values(), 0, otherBias.values(), 0, biasGradient.length());
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
                biasGradient.values()[j] = derivative;
            }
        }
    }

    private static float[] rows(RowTable table) {
        float[] rows = new float[ROWS * WIDTH];
        for (int row = 0; row < ROWS; row++) {
            table.read(row, rows, row * WIDTH);
        }
        return rows;
    }

    private static NamedTensors saved(UpdateRule rule) {
        NamedTensors tensors = new NamedTensors();
        rule.save(tensors);
        return tensors;
    }

    private static NamedTensors saved(LinearRule rule) {
        NamedTensors tensors = new NamedTensors();
        rule.copy().save(tensors);
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
