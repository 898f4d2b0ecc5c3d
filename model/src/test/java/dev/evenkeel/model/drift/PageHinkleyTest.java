package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageHinkleyTest extends DriftDetectorContract {
    private static final PageHinkleyHyperparameters DEFAULT = PageHinkleyHyperparameters.DEFAULT;

    @Override
    DriftDetector detector() {
        return new PageHinkley(DEFAULT);
    }

    @Test
    void goesThroughAHandComputedCase() {
        // δ = 1/2, λ = 3. Values 0 0 2 4: means 0 0 2/3 3/2; terms −1/2 −1/2 5/6 2; m −1/2 −1 −1/6 11/6; min m −1/2 −1
        // −1 −1;
        // m − min m 0 0 5/6 17/6. Then 7: mean 13/5, term 39/10, m − min m 17/6 + 39/10 = 101/15 > 3.
        PageHinkley detector = new PageHinkley(new PageHinkleyHyperparameters(0.5, 3, 1));
        double[] values = {0, 0, 2, 4, 7};
        double[] expected = {0, 0, 5 / 6.0, 17 / 6.0, 101 / 15.0};
        for (int i = 0; i < values.length; i++) {
            assertThat(detector.add(values[i])).isEqualTo(i == 4);
            assertThat(detector.statistic()).isCloseTo(expected[i], within(1e-14));
            assertThat(detector.width()).isEqualTo(i == 4 ? 0 : i + 1);
        }
        assertThat(detector.rose()).isTrue();
        assertThat(detector.kept()).isEqualTo(3 / 5.0); // the minimum was at the second of five
        assertThat(detector.threshold()).isEqualTo(3);
    }

    @Test
    void computesWhatTheDefinitionSays() {
        PageHinkley detector = new PageHinkley(new PageHinkleyHyperparameters(0.1, 1e9, 1));
        Streams.Source source = Streams.normal(1, 1000, 0.3, 2);
        double sum = 0;
        double m = 0;
        double lowest = 0;
        double mirrored = 0;
        double mirroredLowest = 0;
        for (int i = 1; i <= 2000; i++) {
            double value = source.next(i);
            sum += value;
            m += value - sum / i - 0.1;
            mirrored += sum / i - value - 0.1;
            lowest = Math.min(lowest, m);
            mirroredLowest = Math.min(mirroredLowest, mirrored);
            detector.add(value);
            // Sums of 2,000 terms of order 1.
            assertThat(detector.statistic()).isCloseTo(Math.max(m - lowest, mirrored - mirroredLowest), within(1e-9));
        }
    }

    @Test
    void staysQuietUntilItHasSeenEnough() {
        PageHinkley detector = new PageHinkley(new PageHinkleyHyperparameters(0, 1, 30));
        assertThat(Streams.alarms(detector, i -> i, 40)).first().isEqualTo(30L);
    }

    @Test
    void falseAlarmsComeAsOftenAsTheFormulaSays() {
        for (double probability : new double[] {0.1, 0.3, 0.5}) {
            double variance = probability * (1 - probability);
            double b = 2 * DEFAULT.tolerance() * DEFAULT.threshold() / variance;
            double every = (Math.expm1(b) - b) * variance / (2 * DEFAULT.tolerance() * DEFAULT.tolerance());
            // Twice, for both directions, and half as much again for chance and for taking the mean as known.
            assertThat(falseAlarms(detector(), probability, 3_000_000))
                    .as("alarms in 100,000 at probability %s", probability)
                    .isLessThanOrEqualTo(1.5 * 2 * 1e5 / every);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAnAbruptChangeAfterTheThresholdHasSummedUp(long seed) {
        // λ over the excess .3 − δ is 170; half as much again for chance and for the mean that follows.
        List<Long> alarms = Streams.alarms(detector(), Streams.abrupt(seed, 5000, 0.1, 0.4), 5000 + 255);
        assertThat(alarms).hasSize(1).allMatch(at -> at > 5000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsWhatCameAfterTheChange(long seed) {
        PageHinkley detector = new PageHinkley(new PageHinkleyHyperparameters(0.1, 20, 30));
        long alarm = Streams.alarms(detector, Streams.abrupt(seed, 5000, 0.1, 0.5), 5200)
                .get(0);
        // Before the change the rise is back at 0 every few tens of examples: its memory is σ²/δ² = 9 of them.
        assertThat(detector.kept() * alarm).isBetween(alarm - 5000 - 30.0, alarm - 5000 + 90.0);
    }

    @Test
    void findsAGradualChange() {
        List<Long> alarms = Streams.alarms(detector(), Streams.gradual(6, 5000, 7000, 0.1, 0.5), 8000);
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.get(0)).isBetween(5001L, 7000L);
    }
}
