package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KswinTest extends DriftDetectorContract {
    private static final KswinHyperparameters DEFAULT = KswinHyperparameters.DEFAULT;

    @Override
    DriftDetector detector() {
        return new Kswin(DEFAULT, new RandomStream(42));
    }

    @Test
    void theDistanceIsTheLargestDifferenceOfDistributionFunctions() {
        RandomStream random = new RandomStream(1);
        for (int round = 0; round < 500; round++) {
            double[] older = draw(random, 1 + random.nextInt(12), round % 2 == 0);
            double[] newer = draw(random, 1 + random.nextInt(12), round % 2 == 0);
            double highest = 0;
            double lowest = 0;
            for (double[] sample : List.of(older, newer)) {
                for (double at : sample) {
                    double difference = share(older, at) - share(newer, at);
                    highest = Math.max(highest, difference);
                    lowest = Math.min(lowest, difference);
                }
            }
            double signed = KolmogorovSmirnov.signedDistance(older, newer);
            assertThat(signed).isEqualTo(highest >= -lowest ? highest : lowest);
        }
    }

    @Test
    void theSignSaysWhichSampleIsLarger() {
        assertThat(KolmogorovSmirnov.signedDistance(new double[] {1, 2}, new double[] {3, 4}))
                .isEqualTo(1);
        assertThat(KolmogorovSmirnov.signedDistance(new double[] {3, 4}, new double[] {1, 2}))
                .isEqualTo(-1);
        assertThat(KolmogorovSmirnov.signedDistance(new double[] {-0.0}, new double[] {0.0}))
                .isZero();
    }

    @Test
    void theThresholdIsThePapers() {
        assertThat(detector().threshold()).isCloseTo(Math.sqrt(Math.log(1e4) / 30), within(1e-15));
    }

    @Test
    void testsAllOlderValuesWhenTheSampleIsHalfTheWindow() {
        // Then nothing is left to chance: D of the first five and the last five.
        Kswin kswin = new Kswin(new KswinHyperparameters(0.01, 10, 5, 1), new RandomStream(0));
        double[] values = {5, 1, 4, 2, 3, 3.5, 9, 8, 2.5, 7};
        for (double value : values) {
            assertThat(kswin.add(value)).isFalse();
        }
        assertThat(kswin.statistic()).isCloseTo(3 / 5.0, within(1e-15)); // at 5: all older ones, two newer ones
    }

    @Test
    void drawsOlderValuesFromEveryAgeAlike() {
        // One older value is marked; r = 2 of 6 are drawn, so the marked one is seen in a third of the tests.
        for (int marked = 0; marked < 6; marked++) {
            int seen = 0;
            for (int seed = 0; seed < 3000; seed++) {
                Kswin kswin = new Kswin(new KswinHyperparameters(0.01, 8, 2, 1), new RandomStream(seed));
                for (int i = 0; i < 8; i++) {
                    kswin.add(i == marked ? 1 : 0);
                }
                seen += kswin.statistic() > 0 ? 1 : 0;
            }
            // Binomial, deviation 26: four of them.
            assertThat(seen).as("place %s", marked).isBetween(1000 - 104, 1000 + 104);
        }
    }

    @Test
    void fewFalseAlarmsOnASteadyStream() {
        // 2α a test, and an alarm in a test at every example.
        assertThat(falseAlarms(detector(), 0.5, 300_000)).isLessThanOrEqualTo(2e5 * DEFAULT.alpha());
        List<Long> alarms = Streams.alarms(detector(), Streams.normal(1, Long.MAX_VALUE, 0, 1), 300_000);
        assertThat(alarms).hasSizeLessThanOrEqualTo((int) (2 * 3e5 * DEFAULT.alpha()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAnAbruptChangeWithinTheSample(long seed) {
        Kswin kswin = new Kswin(DEFAULT, new RandomStream(seed));
        List<Long> alarms = Streams.alarms(kswin, Streams.normal(seed, 1000, 3, 1), 1030);
        assertThat(alarms).hasSize(1).allMatch(at -> at > 1000);
        assertThat(kswin.kept()).isEqualTo(0.3);
        assertThat(kswin.width()).isEqualTo(30 + 1030 - alarms.get(0));
        assertThat(kswin.rose()).isTrue();
    }

    @Test
    void seesAChangeOfSpreadWithoutOneOfMean() {
        assertThat(Streams.alarms(detector(), Streams.normal(1, 1000, 0, 0.05), 1100))
                .isNotEmpty();
    }

    @Test
    void seesNothingOfASlowChange() {
        assertThat(Streams.alarms(detector(), Streams.gradual(1, 0, 20_000, 0.2, 0.6), 20_000))
                .hasSizeLessThanOrEqualTo(4); // 2α·20,000
    }

    @Test
    void theSeedDecidesTheDraws() {
        assertThat(statistics(1)).isEqualTo(statistics(1)).isNotEqualTo(statistics(2));
    }

    @Test
    void aStateOfMoreValuesThanThisHoldsIsRefused() {
        Kswin large = new Kswin(new KswinHyperparameters(0.01, 200, 5, 1), new RandomStream(0));
        Streams.alarms(large, i -> i % 3, 150);
        NamedTensors saved = new NamedTensors();
        large.save("k", saved);
        assertThatThrownBy(() -> detector().load("k", saved))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be what a detector of these settings saved: tensor=k/values");
    }

    private static double[] statistics(long seed) {
        Kswin kswin = new Kswin(DEFAULT, new RandomStream(seed));
        Streams.Source source = Streams.normal(3, Long.MAX_VALUE, 0, 1);
        double[] statistics = new double[300];
        for (int i = 0; i < statistics.length; i++) {
            kswin.add(source.next(i));
            statistics[i] = kswin.statistic();
        }
        return statistics;
    }

    private static double[] draw(RandomStream random, int size, boolean ties) {
        double[] sample = new double[size];
        for (int i = 0; i < size; i++) {
            sample[i] = ties ? random.nextInt(4) : random.nextGaussian();
        }
        Arrays.sort(sample);
        return sample;
    }

    private static double share(double[] sample, double atMost) {
        return (double) Arrays.stream(sample).filter(value -> value <= atMost).count() / sample.length;
    }
}
