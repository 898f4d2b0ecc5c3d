package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How late detectors with their defaults are, and how often wrong: the table of {@code model/README.md}, from fixed seeds.
 *
 * <p>A stream is steady for {@value #STEADY} examples, then changes. A delay is the median, over {@value #SEEDS} seeds, of the examples
 * from the change's beginning to the first alarm of the right direction; alarms before it are false.
 */
final class DriftTableTest {
    private static final int SEEDS = 20;
    private static final int STEADY = 10_000;
    private static final int AFTER = 10_000;
    private static final int GRADUAL = 2_000;

    private static final List<DetectorSettings> DETECTORS =
            List.of(AdwinHyperparameters.DEFAULT, PageHinkleyHyperparameters.DEFAULT, KswinHyperparameters.DEFAULT);

    /** What is watched and how it changes. */
    private enum Case {
        ERRORS_ABRUPT("errors, .2 to .5 at once"),
        ERRORS_GRADUAL("errors, .2 to .5 over 2,000"),
        ERRORS_SLIGHT("errors, .2 to .25 at once"),
        NORMAL_MEAN("normal, mean 0 to 1 at once"),
        NORMAL_SPREAD("normal, deviation 1 to 2 at once");

        private final String text;

        Case(String text) {
            this.text = text;
        }

        Streams.Source stream(long seed) {
            return switch (this) {
                case ERRORS_ABRUPT -> Streams.abrupt(seed, STEADY, 0.2, 0.5);
                case ERRORS_GRADUAL -> Streams.gradual(seed, STEADY, STEADY + GRADUAL, 0.2, 0.5);
                case ERRORS_SLIGHT -> Streams.abrupt(seed, STEADY, 0.2, 0.25);
                case NORMAL_MEAN -> Streams.normal(seed, STEADY, 1, 1);
                case NORMAL_SPREAD -> Streams.normal(seed, STEADY, 0, 2);
            };
        }
    }

    /** Over all seeds of a case. */
    private record Figures(double medianDelay, int found, double falsePer100000) {
        @Override
        public String toString() {
            String delay = found == 0 ? "none" : String.format(Locale.ROOT, "%,.0f", medianDelay);
            String some = found == SEEDS ? "" : " (" + found + " of " + SEEDS + ")";
            return String.format(Locale.ROOT, "%s%s / %.1f", delay, some, falsePer100000);
        }
    }

    private static Figures figures(DetectorSettings settings, Case changing) {
        List<Long> delays = new ArrayList<>();
        int wrong = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            DriftDetector detector = settings.create(new RandomStream(seed));
            Streams.Source source = changing.stream(100 + seed);
            boolean found = false;
            for (long i = 1; i <= STEADY + AFTER && !found; i++) {
                boolean alarm = detector.add(source.next(i));
                wrong += alarm && i <= STEADY ? 1 : 0;
                found = alarm && i > STEADY;
                if (found) {
                    delays.add(i - STEADY);
                }
            }
        }
        delays.sort(null);
        double median = delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2);
        return new Figures(median, delays.size(), wrong * 100_000.0 / ((double) SEEDS * STEADY));
    }

    /** False alarms per 100,000 steady examples, of 200,000 in one run. */
    private static double falseAlarms(DetectorSettings settings, Streams.Source steady) {
        return Streams.alarms(settings.create(new RandomStream(7)), steady, 200_000)
                        .size()
                / 2.0;
    }

    @Test
    void theTableOfDelaysAndFalseAlarms() {
        StringBuilder table = new StringBuilder("| stream | adwin | page-hinkley | kswin |\n|---|---|---|---|\n");
        for (Case changing : Case.values()) {
            table.append("| ").append(changing.text);
            DETECTORS.forEach(settings -> table.append(" | ").append(figures(settings, changing)));
            table.append(" |\n");
        }
        table.append("| errors of .2, steady");
        DETECTORS.forEach(settings -> table.append(" | ").append(falseAlarms(settings, Streams.abrupt(3, 0, 0, 0.2))));
        table.append(" |\n| normal, steady");
        DETECTORS.forEach(settings ->
                table.append(" | ").append(falseAlarms(settings, Streams.normal(3, Long.MAX_VALUE, 0, 1))));
        table.append(" |\n");
        System.out.println(table);

        Figures adwin = figures(AdwinHyperparameters.DEFAULT, Case.ERRORS_ABRUPT);
        assertThat(adwin.found()).isEqualTo(SEEDS);
        assertThat(adwin.medianDelay()).isLessThan(200);
        // a test comes every 32 examples, so that delta bounds false alarms at 0.002·100,000/32 = 6.25 per 100,000
        assertThat(falseAlarms(AdwinHyperparameters.DEFAULT, Streams.abrupt(3, 0, 0, 0.2)))
                .isLessThan(6.25);
        assertThat(falseAlarms(AdwinHyperparameters.DEFAULT, Streams.normal(3, Long.MAX_VALUE, 0, 1)))
                .isLessThan(6.25);
    }
}
