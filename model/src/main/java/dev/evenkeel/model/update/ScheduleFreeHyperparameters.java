package dev.evenkeel.model.update;

import java.util.Locale;
import java.util.Set;

/**
 * Settings of schedule-free learning (Defazio et al., arXiv 2405.15682, equations 1 to 3 and algorithm 1).
 *
 * @param base which rule takes the steps: sgd or adamw
 * @param learningRate the learning rate
 * @param beta how far the gradient is taken towards the average
 * @param beta2 decay of the second moment, per example
 * @param epsilon keeps the divisor from zero
 * @param leastShare the least share of an example in the average, so that it follows a stream without end
 */
public record ScheduleFreeHyperparameters(
        @Hyperparameter(about = "Which rule takes the steps: sgd or adamw.")
        ScheduleFreeBase base,

        @Hyperparameter(about = "The learning rate.", above = "0")
        double learningRate,

        @Hyperparameter(about = "How far the gradient is taken towards the average.", min = "0", below = "1")
        double beta,

        @Hyperparameter(about = "Decay of the second moment, per example.", min = "0", below = "1")
        double beta2,

        @Hyperparameter(about = "Keeps the divisor from zero.", above = "0")
        double epsilon,

        @Hyperparameter(
                about = "The least share of an example in the average, so that it follows a stream without end.",
                min = "0",
                below = "1")
        double leastShare)
        implements Hyperparameters {
    /** The paper's for AdamW; an average over about 10,000 examples at the end. */
    public static final ScheduleFreeHyperparameters DEFAULT =
            new ScheduleFreeHyperparameters(ScheduleFreeBase.ADAMW, 2.5e-3, 0.9, 0.999, 1e-8, 1e-4);

    /** Checks the ranges. */
    public ScheduleFreeHyperparameters {
        Ranges.check(ScheduleFreeHyperparameters.class, base, learningRate, beta, beta2, epsilon, leastShare);
    }

    @Override
    public String rule() {
        return "schedule-free";
    }

    @Override
    public Set<String> options() {
        return UpdateOptions.OWN_AVERAGE;
    }

    @Override
    public String variant() {
        return base.name().toLowerCase(Locale.ROOT);
    }
}
