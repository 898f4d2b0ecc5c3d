package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;

/** Seeded streams with and without drift, and what detectors make of them. */
final class Streams {
    private Streams() {}

    /** The {@code i}-th number of a stream, from 1 on, asked for in order. */
    interface Source {
        double next(long i);
    }

    /** Errors (0 or 1) of a probability that jumps after {@code change} examples. */
    static Source abrupt(long seed, long change, double before, double after) {
        return gradual(seed, change, change, before, after);
    }

    /** Errors of a probability that moves linearly between two examples. */
    static Source gradual(long seed, long from, long to, double before, double after) {
        RandomStream random = new RandomStream(seed);
        return i -> {
            double share = i <= from ? 0 : i > to ? 1 : (double) (i - from) / (to - from);
            return random.nextFloat() < before + share * (after - before) ? 1 : 0;
        };
    }

    /** Normal values, whose mean and deviation jump after {@code change} examples, from 0 and 1. */
    static Source normal(long seed, long change, double mean, double deviation) {
        RandomStream random = new RandomStream(seed);
        return i -> i > change ? mean + deviation * random.nextGaussian() : random.nextGaussian();
    }

    /** Which of the first examples raised alarms. */
    static List<Long> alarms(DriftDetector detector, Source source, long examples) {
        List<Long> alarms = new ArrayList<>();
        for (long i = 1; i <= examples; i++) {
            if (detector.add(source.next(i))) {
                alarms.add(i);
            }
        }
        return alarms;
    }

    static void assertSame(NamedTensors actual, NamedTensors expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            NamedTensors.Tensor tensor = expected.get(name);
            assertThat(actual.get(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(actual.get(name).data()).as(name).isEqualTo(tensor.data());
        }
    }
}
