package dev.evenkeel.model.update;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes with any update rule.
 *
 * @param l1 pulls weights to exactly zero, per example; &gt;= 0
 * @param l2 pulls weights towards zero as part of the gradient, per example; &gt;= 0
 * @param weightDecay pulls weights towards zero apart from the gradient, in units of the learning rate; &gt;= 0; empty for the
 *     rule's own default
 * @param schedule what steps are multiplied with
 * @param interceptLearningRate linear models: the rate of plain gradient steps of the constant; empty to treat it as any feature
 * @param average what is served
 * @param noise random numbers on gradients or changes
 */
public record UpdateOptions(
        double l1,
        double l2,
        OptionalDouble weightDecay,
        Schedule schedule,
        OptionalDouble interceptLearningRate,
        Averaging average,
        Noise noise) {
    /** The bare rule. */
    public static final UpdateOptions NONE =
            new UpdateOptions(0, 0, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);

    /** Options without noise. */
    public UpdateOptions(
            double l1,
            double l2,
            OptionalDouble weightDecay,
            Schedule schedule,
            OptionalDouble interceptLearningRate,
            Averaging average) {
        this(l1, l2, weightDecay, schedule, interceptLearningRate, average, Noise.NONE);
    }

    /** The same with noise. */
    public UpdateOptions with(Noise other) {
        return new UpdateOptions(l1, l2, weightDecay, schedule, interceptLearningRate, average, other);
    }

    /** The names of all options. */
    static final Set<String> ALL =
            Set.of("l1", "l2", "weight-decay", "schedule", "intercept-learning-rate", "average", "noise");

    /** Those of rules that are for networks only. */
    static final Set<String> NETWORK = Set.of("l1", "l2", "weight-decay", "schedule", "average", "noise");

    /** Those of rules that serve weights of their own, to which nothing may be done behind their back. */
    static final Set<String> OWN_AVERAGE = Set.of("l2", "weight-decay", "schedule", "intercept-learning-rate", "noise");

    /** Checks the ranges. */
    public UpdateOptions {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(average, "average");
        Objects.requireNonNull(noise, "noise");
        require("l1", l1);
        require("l2", l2);
        weightDecay.ifPresent(decay -> require("weight-decay", decay));
        interceptLearningRate.ifPresent(rate -> require("intercept-learning-rate", rate));
    }

    /** The names of the options that are set. */
    public Set<String> set() {
        Set<String> set = new TreeSet<>();
        if (l1 > 0) {
            set.add("l1");
        }
        if (l2 > 0) {
            set.add("l2");
        }
        if (weightDecay.isPresent()) {
            set.add("weight-decay");
        }
        if (!schedule.equals(Schedule.CONSTANT)) {
            set.add("schedule");
        }
        if (interceptLearningRate.isPresent()) {
            set.add("intercept-learning-rate");
        }
        if (!average.equals(Averaging.NONE)) {
            set.add("average");
        }
        if (!noise.equals(Noise.NONE)) {
            set.add("noise");
        }
        return set;
    }

    private static void require(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be >= 0 and finite: " + name + "=" + value);
        }
    }
}
