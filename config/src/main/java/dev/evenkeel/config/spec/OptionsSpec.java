package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What goes with any update rule.
 *
 * @param l1 pulls weights to zero
 * @param l2 pulls weights towards zero in the gradient
 * @param weightDecay pulls weights towards zero apart from the gradient
 * @param schedule of the steps' size
 * @param interceptLearningRate of a linear model's constant
 * @param average what is served
 */
public record OptionsSpec(
        @Key(about = "Pulls weights to exactly zero, per example.", orElse = "0", min = "0")
        double l1,

        @Key(about = "Pulls weights towards zero, as part of the gradient, per example.", orElse = "0", min = "0")
        double l2,

        @Key(
                about =
                        "Pulls weights towards zero apart from the gradient, in units of the learning rate; auto: the rule's"
                                + " own.",
                orElse = "auto",
                min = "0",
                none = "auto")
        Optional<Double> weightDecay,

        @Key(about = "What steps are multiplied with as examples come.", orElse = "constant")
        ScheduleSpec schedule,

        @Key(
                about = "Linear models: the rate of plain gradient steps of the constant; auto: as any feature.",
                orElse = "auto",
                min = "0",
                none = "auto")
        Optional<Double> interceptLearningRate,

        @Key(about = "Which weights are served: the trained ones or an average of them.", orElse = "none")
        AverageSpec average) {
    /** Checks the ranges. */
    public OptionsSpec {
        Shapes.check(OptionsSpec.class, l1, l2, weightDecay, schedule, interceptLearningRate, average);
    }

    /** The learner's view of it. */
    public UpdateOptions toOptions() {
        return new UpdateOptions(
                l1,
                l2,
                optional(weightDecay),
                schedule.toSchedule(),
                optional(interceptLearningRate),
                average.toAveraging());
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }
}
