package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputGuardTest {
    private final InputGuard guard = guard(StabilitySettings.BALANCED);
    private final List<UnitChange> changes = new ArrayList<>();

    private static InputGuard guard(StabilitySettings settings) {
        return new InputGuard(Schemas.of(Task.REGRESSION, 2, 0, 1, 10), Loss.of(LossKind.SQUARED), settings, 1);
    }

    /** Uniform in [1, 2) times a unit. */
    private static MiniBatch rows(int count, float unit, long seed) {
        RandomStream random = new RandomStream(seed);
        MiniBatch.Builder rows = new MiniBatch.Builder(2, count);
        for (int r = 0; r < count; r++) {
            rows.add(row(unit * (1 + random.nextFloat()), 1 + random.nextFloat(), 1 + random.nextFloat()));
        }
        return rows.build();
    }

    private static Example row(float first, float second, float label) {
        Example row = new Example(2).label(label).weight(1);
        row.numeric()[0] = first;
        row.numeric()[1] = second;
        return row;
    }

    private static MiniBatch batch(Example example) {
        return new MiniBatch.Builder(2, 1).add(example).build();
    }

    private int learn(MiniBatch batch) {
        guard.begin(batch);
        guard.learn(0, batch.rows(), (row, column, change) -> changes.add(change));
        int quarantined = 0;
        for (int r = 0; r < batch.rows(); r++) {
            quarantined += guard.reason(r).isEmpty() ? 0 : 1;
        }
        return quarantined;
    }

    private String learnOne(Example example) {
        guard.begin(batch(example));
        guard.learn(0, 1, (row, column, change) -> changes.add(change));
        return guard.reason(0);
    }

    @Test
    void usualRowsPassAsTheyAre() {
        MiniBatch usual = rows(2000, 1, 1);
        assertThat(learn(usual)).isZero();
        assertThat(guard.batch()).isSameAs(usual);
        assertThat(changes).isEmpty();
    }

    @Test
    void anAbsurdNumberBeforeAnythingIsUsualIsUndoneWhenItIsKnown() {
        assertThat(learnOne(row(1e12f, 1, 1))).isEmpty();
        assertThat(learn(rows(14, 1, 1))).isZero();
        assertThat(changes).isEmpty();
        assertThat(learn(rows(1, 1, 2))).isZero();
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.ratio()).isBetween(1e-12, 2e-12);
            assertThat(change.mean()).isBetween(1.0, 2.0);
            assertThat(change.count()).isEqualTo(15);
        });
        assertThat(learn(rows(600, 1, 3))).isZero();
        assertThat(changes).hasSize(1);
    }

    @Test
    void aBurstOfHeavyRowsIsWaitedOutAndNewWeightsAreUsualInTheEnd() {
        learn(rows(4_096, 1, 1));
        assertThat(learnOne(row(1, 1, 1).weight(1_000))).isEqualTo("weight is absurd: weight=1000.0, limit=200.0");
        assertThat(learn(heavy(2_000))).isEqualTo(2_000);
        assertThat(learn(heavy(2_100))).isLessThan(2_100);
        assertThat(learn(heavy(1_000))).isZero();
    }

    private static MiniBatch heavy(int count) {
        MiniBatch.Builder rows = new MiniBatch.Builder(2, count);
        for (int r = 0; r < count; r++) {
            rows.add(row(1, 1, 1).weight(1_000));
        }
        return rows.build();
    }

    @Test
    void anAbsurdNumberIsQuarantinedAndCountsAsMissing() {
        learn(rows(600, 1, 1));
        assertThat(learnOne(row(1e30f, 1, 1))).isEqualTo("number is absurd: limit=200.0: column=n0, value=1.0E30");
        assertThat(guard.batch().numeric()[0]).isNaN();
        assertThat(guard.batch().numeric()[1]).isEqualTo(1);
        assertThat(guard.batch().weights()[0]).isZero();
    }

    @Test
    void whatIsNotFiniteIsQuarantinedFromTheFirstRowOn() {
        assertThat(learnOne(row(1, Float.NEGATIVE_INFINITY, 1)))
                .isEqualTo("number is not finite: column=n1, value=-Infinity");
        Example token = row(1, 1, 1);
        token.addToken(0, 7, Float.NaN);
        assertThat(learnOne(token)).isEqualTo("token is not finite");
        assertThat(guard.batch().tokenValues()[0]).isZero();
        assertThat(learnOne(row(1, 1, Float.NaN))).isEqualTo("loss does not take the label: loss=squared, label=NaN");
        assertThat(guard.batch().labels()[0]).isZero();
    }

    @Test
    void anAbsurdLabelIsQuarantined() {
        learn(rows(600, 1, 1));
        assertThat(learnOne(row(1, 1, -500))).isEqualTo("label is absurd: label=-500.0, limit=200.0");
    }

    @Test
    void anOutlierCountsAsTheUsualLargestAndForAsMuchLess() {
        learn(rows(600, 1, 1));
        assertThat(learnOne(row(-16, 1, 1))).isEmpty();
        assertThat(guard.batch().numeric()[0]).isEqualTo(-2);
        assertThat(guard.batch().weights()[0]).isEqualTo(2 / 16f);
    }

    @Test
    void aMissingNumberIsNeitherAbsurdNorCounted() {
        learn(rows(600, 1, 1));
        assertThat(learnOne(row(Float.NaN, 1, 1))).isEmpty();
        assertThat(guard.batch().weights()[0]).isEqualTo(1);
    }

    @Test
    void aBurstOfAbsurdNumbersDoesNotBecomeUsual() {
        learn(rows(600, 1, 1));
        int quarantined = 0;
        for (int i = 0; i < 100; i++) {
            quarantined += learnOne(row(1e20f, 1, 1)).isEmpty() ? 0 : 1;
            assertThat(guard.batch().numeric()[0]).matches(x -> Float.isNaN(x) || x <= 4);
        }
        assertThat(quarantined).isGreaterThanOrEqualTo(16);
        learn(rows(1024, 1, 2));
        assertThat(learnOne(row(1e20f, 1, 1))).startsWith("number is absurd: limit=400.0"); // and on its way down
    }

    /** {@code share} of the rows with 1e30 instead of the first number, and how many of those were not quarantined. */
    private int absurd(int count, double share) {
        RandomStream random = new RandomStream(7);
        int passed = 0;
        for (int i = 0; i < count; i++) {
            boolean hit = random.nextFloat() < share;
            String reason = learnOne(row(hit ? 1e30f : 1 + random.nextFloat(), 1, 1));
            passed += hit && reason.isEmpty() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aLongBurstOfAbsurdNumbersDoesNotBecomeUsualWhateverItsShare() {
        for (double share : new double[] {0.2, 0.8, 1}) {
            learn(rows(3000, 1, 1));
            assertThat(absurd(2000, share)).as("share=%s", share).isZero();
            assertThat(learn(rows(3000, 1, 2))).as("share=%s", share).isZero();
            assertThat(changes).as("share=%s", share).isEmpty();
        }
    }

    @Test
    void aUnitThatTurnsTinyIsFollowedThereAndBack() {
        learn(rows(3000, 1, 1));
        learn(rows(2000, 1e-20f, 2));
        assertThat(learn(rows(2000, 1, 3))).isLessThan(300); // two blocks, and a row of four
        assertThat(changes).hasSize(2);
    }

    @Test
    void calmNumbersOfOneRowInFourAreEnoughToSeeAnEndOfThem() {
        learn(rows(3000, 1, 1));
        assertThat(learn(rows(1200, 1000, 2))).isLessThan(300);
        assertThat(changes)
                .singleElement()
                .extracting(UnitChange::ratio)
                .satisfies(ratio -> assertThat(ratio).isBetween(900.0, 1100.0)); // medians of 128 values
    }

    @Test
    void aChangeOfUnitsIsSeenAndThenUsual() {
        for (float unit : new float[] {1000, 1}) {
            changes.clear();
            learn(rows(600, unit == 1 ? 1000 : 1, 1));
            changes.clear();
            learn(rows(1200, unit, 2));
            assertThat(changes).singleElement().satisfies(change -> {
                double times = unit == 1 ? 1e-3 : 1e3;
                assertThat(change.ratio()).isBetween(0.9 * times, 1.1 * times); // medians of 128 values
                assertThat(change.mean()).isBetween(1.4 * unit, 1.6 * unit);
                assertThat(change.largest()).isBetween(1.9 * unit, 2.0 * unit);
            });
            assertThat(learn(rows(600, unit, 3))).isZero();
        }
    }

    @Test
    void aMixtureOfSmallAndLargeThatShiftsIsNoChangeOfUnits() {
        learn(rows(600, 1, 1));
        MiniBatch.Builder mixed = new MiniBatch.Builder(2, 1);
        for (int r = 0; r < 1000; r++) {
            mixed.add(row(r % 4 == 0 ? 180 : 1, 1, 1));
        }
        learn(mixed.build());
        assertThat(changes).isEmpty();
        assertThat(learnOne(row(180, 1, 1))).isEmpty();
        assertThat(guard.batch().weights()[0]).isEqualTo(1);
    }

    private String learnToken(int token, float value) {
        Example row = row(1, 1, 1);
        row.addToken(0, token, value);
        return learnOne(row);
    }

    @Test
    void anAbsurdTokenIsQuarantinedEvenOfAFeatureNeverSeen() {
        for (int i = 0; i < 50; i++) {
            assertThat(learnToken(i % 10, 1 + i % 10)).isEmpty();
        }
        assertThat(learnToken(7, 1e4f)).isEqualTo("token is absurd: limit=800.0, value=10000.0");
        assertThat(guard.batch().tokenValues()[0]).isZero();
        assertThat(guard.batch().weights()[0]).isZero();
        assertThat(learnToken(77_777, 1e30f)).startsWith("token is absurd: limit=1.07");
        assertThat(learnToken(77_778, 1e6f)).isEmpty();
    }

    @Test
    void aBurstOfAbsurdTokensDoesNotBecomeUsualAndAChangeOfUnitsDoes() {
        learnToken(7, 1);
        for (int i = 0; i < 2000; i++) {
            assertThat(learnToken(7, 1e30f)).isNotEmpty();
        }
        learnToken(8, 1);
        int quarantined = 0;
        for (int i = 0; i < 1000; i++) {
            quarantined += learnToken(8, 1000).isEmpty() ? 0 : 1;
        }
        assertThat(quarantined).isBetween(200, 230); // 64 for each factor of 2 from 100 to 1000
    }

    @Test
    void aRestoredGuardKnowsItsTokens() {
        learnToken(7, 3);
        InputGuard restored = guard(StabilitySettings.BALANCED);
        restored.load(saved(guard));
        Example absurd = row(1, 1, 1);
        absurd.addToken(0, 7, 301);
        restored.begin(batch(absurd));
        restored.inspect(0, 1);
        assertThat(restored.batch().tokenValues()[0]).isZero();
        assertSame(saved(restored), saved(guard));
    }

    @Test
    void inspectingLearnsNothing() {
        learn(rows(600, 1, 1));
        NamedTensors before = saved(guard);
        MiniBatch absurd = batch(row(1e9f, 1, 1));
        guard.begin(absurd);
        guard.inspect(0, 1);
        assertThat(guard.batch().numeric()[0]).isNaN();
        assertSame(saved(guard), before);
    }

    @Test
    void aRestoredGuardGoesOnAlike() {
        learn(rows(333, 1, 1));
        learn(rows(300, 1000, 2));
        InputGuard restored = guard(StabilitySettings.BALANCED);
        restored.load(saved(guard.copy()));
        MiniBatch next = rows(700, 1, 3);
        learn(next);
        restored.begin(next);
        restored.learn(0, next.rows(), (row, column, change) -> {});
        assertThat(restored.batch().numeric()).isEqualTo(guard.batch().numeric());
        assertSame(saved(restored), saved(guard));
    }

    /** Outliers, absurd numbers, missing ones and a change of units, wherever the rows handed over begin and end. */
    @Test
    void rowsInOneGoAreLearnedAsOneByOne() {
        MiniBatch attacked = rows(6000, 1, 1);
        RandomStream random = new RandomStream(2);
        float[] numbers = attacked.numeric();
        for (int i = 0; i < numbers.length; i++) {
            float unit = i % 2 == 1 && i > numbers.length / 2 ? 1e4f : 1;
            float[] wrong = {1e9f, 16, Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 0};
            numbers[i] *= unit * (random.nextInt(100) == 0 ? wrong[random.nextInt(wrong.length)] : 1);
        }
        InputGuard other = guard(StabilitySettings.BALANCED);
        List<UnitChange> others = new ArrayList<>();
        guard.begin(attacked);
        other.begin(attacked);
        for (int row = 0; row < attacked.rows(); ) {
            int end = Math.min(attacked.rows(), row + 1 + random.nextInt(300));
            guard.learn(row, end, (r, column, change) -> changes.add(change));
            for (; row < end; row++) {
                other.learn(row, row + 1, (r, column, change) -> others.add(change));
                assertThat(other.reason(row)).isEqualTo(guard.reason(row));
            }
        }
        assertThat(changes).hasSameSizeAs(others).isNotEmpty();
        assertThat(guard.batch().numeric()).isEqualTo(other.batch().numeric());
        assertThat(guard.batch().weights()).isEqualTo(other.batch().weights());
        assertSame(saved(guard), saved(other));
    }

    @Test
    void countsWhatItDid() {
        learn(rows(600, 1, 1));
        learnOne(row(1e9f, 1, 1));
        learnOne(row(16, 1, 1));
        GuardCounts counts = new GuardCounts();
        guard.count(counts);
        assertThat(counts.asMap())
                .containsEntry("input.quarantined", 1L)
                .containsEntry("input.bounded", 1L)
                .containsEntry("input.unit-changes", 0L);
    }

    @Test
    void cleanRowsCostNoMemory() {
        MiniBatch usual = rows(4096, 1, 1);
        InputGuard.Listener nobody = (row, column, change) -> {};
        for (int i = 0; i < 20; i++) {
            pass(usual, nobody);
        }
        long before = Allocation.bytes();
        pass(usual, nobody);
        assertThat(Allocation.bytes() - before).isLessThan(1024); // what measuring itself may take
    }

    private void pass(MiniBatch batch, InputGuard.Listener listener) {
        guard.begin(batch);
        guard.learn(0, batch.rows(), listener);
    }

    private static NamedTensors saved(InputGuard guard) {
        NamedTensors tensors = new NamedTensors();
        guard.copy().save(tensors);
        return tensors;
    }

    private static void assertSame(NamedTensors actual, NamedTensors expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).data())
                    .as(name)
                    .isEqualTo(expected.get(name).data());
        }
    }
}
