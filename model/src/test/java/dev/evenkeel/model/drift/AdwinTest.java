package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdwinTest extends DriftDetectorContract {
    private static final AdwinHyperparameters DEFAULT = AdwinHyperparameters.DEFAULT;

    @Override
    DriftDetector detector() {
        return new Adwin(DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"0.002, 5, 32, 5, 0", "0.05, 2, 1, 1, 0", "0.3, 3, 7, 10, 1", "0.01, 5, 4, 5, 3"})
    void alarmsWhereTheDefinitionDoes(double delta, int perRow, int every, int minPart, double range) {
        AdwinHyperparameters settings = new AdwinHyperparameters(delta, perRow, every, minPart, range);
        Adwin adwin = new Adwin(settings);
        NaiveAdwin naive = new NaiveAdwin(settings);
        RandomStream random = new RandomStream(7);
        int alarms = 0;
        for (int i = 0; i < 4000; i++) {
            double level = i < 1000 ? 0 : i < 1800 ? 1.5 : i < 3000 ? 1.5 - (i - 1800) / 800.0 : 2;
            double value = level + random.nextGaussian();
            boolean alarm = naive.add(value);
            assertThat(adwin.add(value)).as("alarm at %s", i).isEqualTo(alarm);
            assertThat(adwin.width()).isEqualTo(naive.width());
            assertThat(adwin.kept()).isEqualTo(naive.kept);
            assertThat(adwin.rose()).isEqualTo(naive.rose);
            // Both sum a few thousand terms of order 1 in double precision.
            assertThat(adwin.statistic()).isCloseTo(naive.statistic, within(1e-10));
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isGreaterThanOrEqualTo(3);
    }

    @Test
    void fewFalseAlarmsOnASteadyStream() {
        double tests = 1e5 / DEFAULT.every();
        for (double probability : new double[] {0.01, 0.2, 0.5}) {
            assertThat(falseAlarms(detector(), probability, 1_000_000))
                    .as("alarms in 100,000 at probability %s", probability)
                    .isLessThanOrEqualTo(DEFAULT.delta() * tests);
        }
    }

    @Test
    void fewFalseAlarmsOnHeavyTails() {
        Adwin adwin = new Adwin(DEFAULT);
        RandomStream random = new RandomStream(8);
        // Squares of ratios of normals: squared Cauchy, without even a mean.
        Streams.Source source = i -> {
            double divisor = random.nextGaussian();
            double ratio = random.nextGaussian() / divisor;
            return ratio * ratio;
        };
        assertThat(Streams.alarms(adwin, source, 300_000)).hasSizeLessThanOrEqualTo(18); // δ·300,000/32
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAnAbruptChangeWhenTheBoundAllows(long seed) {
        // |μ₀ − μ₁| = ε with σ² = .16, n₀ = 10,000, L = 9.1 gives n₁ = 72; twice that for chance, and 32 to the next
        // test.
        List<Long> alarms = Streams.alarms(detector(), Streams.abrupt(seed, 10_000, 0.2, 0.5), 12_000);
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.get(0)).isBetween(10_001L, 10_000L + 2 * 72 + 32);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAGradualChangeBeforeItsEndAndFollowsIt(long seed) {
        Adwin adwin = new Adwin(DEFAULT);
        List<Long> alarms = Streams.alarms(adwin, Streams.gradual(seed, 10_000, 14_000, 0.2, 0.6), 18_000);
        assertThat(alarms).hasSizeGreaterThanOrEqualTo(2);
        assertThat(alarms.get(0)).isBetween(10_001L, 12_000L);
        assertThat(adwin.rose()).isTrue();
        assertThat(adwin.width()).isBetween(4000L, 6000L);
    }

    @Test
    void aSingleOutlierRaisesNoAlarmWhenTheRangeIsObserved() {
        Streams.Source steady = Streams.abrupt(9, Long.MAX_VALUE, 0.2, 0.2);
        Streams.Source source = i -> i == 5000 ? 1e6 : steady.next(i);
        assertThat(Streams.alarms(new Adwin(DEFAULT), source, 10_000)).isEmpty();
        AdwinHyperparameters unit = new AdwinHyperparameters(0.002, 5, 32, 5, 1);
        assertThat(Streams.alarms(new Adwin(unit), source, 10_000)).isNotEmpty();
    }

    @Test
    void theUnitOfTheValuesDoesNotMatterWhenTheRangeIsObserved() {
        Adwin one = new Adwin(DEFAULT);
        Adwin other = new Adwin(DEFAULT);
        Streams.Source source = Streams.normal(10, 3000, 1, 1);
        int alarms = 0;
        for (int i = 1; i <= 6000; i++) {
            double value = source.next(i);
            boolean alarm = one.add(value);
            assertThat(other.add(value * 0x1p-70)).isEqualTo(alarm);
            assertThat(other.statistic()).isEqualTo(one.statistic());
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isPositive();
    }

    @Test
    void aLargeOffsetDoesNotMatter() {
        Streams.Source source = Streams.normal(11, 3000, 1, 1);
        Streams.Source same = Streams.normal(11, 3000, 1, 1);
        assertThat(Streams.alarms(new Adwin(DEFAULT), i -> same.next(i) + 1e8, 6000))
                .isEqualTo(Streams.alarms(new Adwin(DEFAULT), source, 6000))
                .isNotEmpty();
    }

    @Test
    void aConstantNeverRaisesAnAlarm() {
        assertThat(Streams.alarms(new Adwin(DEFAULT), i -> 0.1, 100_000)).isEmpty();
    }

    @Test
    void theWindowGrowsWhileNothingChangesInLogarithmicMemory() {
        Adwin adwin = new Adwin(DEFAULT);
        assertThat(Streams.alarms(adwin, Streams.normal(12, Long.MAX_VALUE, 0, 1), 1 << 18))
                .isEmpty();
        assertThat(adwin.width()).isEqualTo(1 << 18);
        NamedTensors saved = new NamedTensors();
        adwin.save("a", saved);
        assertThat(saved.get("a/buckets").shape()[0]).isLessThanOrEqualTo(5 * 18);
    }

    @Test
    void aStateOfMoreBucketsThanThisHasIsRefused() {
        Adwin many = new Adwin(new AdwinHyperparameters(0.002, 20, 32, 5, 0));
        Streams.alarms(many, Streams.normal(13, Long.MAX_VALUE, 0, 1), 500);
        NamedTensors saved = new NamedTensors();
        many.save("a", saved);
        assertThatThrownBy(() -> new Adwin(DEFAULT).load("a", saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be what a detector of these settings saved: tensor=a/held");
    }
}
