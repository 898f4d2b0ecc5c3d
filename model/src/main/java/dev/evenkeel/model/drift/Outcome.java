package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;

/** What a detector tells of its latest test and its latest alarm. */
final class Outcome {
    private static final String TENSOR = "/outcome";

    double statistic;
    double kept = 1;
    boolean rose;

    void set(Outcome other) {
        statistic = other.statistic;
        kept = other.kept;
        rose = other.rose;
    }

    void save(String prefix, NamedTensors into) {
        into.put(prefix + TENSOR, new double[] {statistic, kept, rose ? 1 : 0}, 3);
    }

    static Outcome loaded(String prefix, NamedTensors from) {
        double[] saved = from.doubles(prefix + TENSOR, 3);
        Checks.saved(
                saved[0] >= 0 && saved[1] > 0 && saved[1] <= 1 && (saved[2] == 0 || saved[2] == 1), prefix + TENSOR);
        Outcome outcome = new Outcome();
        outcome.statistic = saved[0];
        outcome.kept = saved[1];
        outcome.rose = saved[2] == 1;
        return outcome;
    }
}
