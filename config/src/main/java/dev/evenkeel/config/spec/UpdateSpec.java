package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;

/** The rule that turns gradients into changes of weights, with its hyperparameters. */
@Variants(by = "rule", orElse = "auto")
public sealed interface UpdateSpec {
    /** The learner's view of it, for a model of that family. */
    Hyperparameters toHyperparameters(ModelKind kind);

    /** What fits the model: nag for linear ones, adam for networks. */
    record Auto() implements UpdateSpec {
        @Override
        public Hyperparameters toHyperparameters(ModelKind kind) {
            return kind == ModelKind.LINEAR ? NagHyperparameters.DEFAULT : AdamHyperparameters.DEFAULT;
        }
    }

    /**
     * Normalized, adaptive, importance-invariant updates.
     *
     * @param learningRate the learning rate
     * @param powerT the exponent of the accumulated squared gradients
     */
    record Nag(
            @Key(about = "The learning rate.", from = NagHyperparameters.class, above = "0")
            double learningRate,

            @Key(
                    about = "The exponent of the accumulated squared gradients.",
                    from = NagHyperparameters.class,
                    min = "0",
                    max = "1")
            double powerT)
            implements UpdateSpec {
        /** Checks as the learner does. */
        public Nag {
            Shapes.check(Nag.class, learningRate, powerT);
            new NagHyperparameters(learningRate, powerT);
        }

        @Override
        public Hyperparameters toHyperparameters(ModelKind kind) {
            return new NagHyperparameters(learningRate, powerT);
        }
    }

    /**
     * Adam.
     *
     * @param learningRate the learning rate
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param epsilon keeps the divisor from zero
     */
    record Adam(
            @Key(about = "The learning rate.", from = AdamHyperparameters.class, above = "0")
            double learningRate,

            @Key(
                    about = "Decay of the first moment, per example.",
                    from = AdamHyperparameters.class,
                    min = "0",
                    below = "1")
            double beta1,

            @Key(
                    about = "Decay of the second moment, per example.",
                    from = AdamHyperparameters.class,
                    min = "0",
                    below = "1")
            double beta2,

            @Key(about = "Keeps the divisor from zero.", from = AdamHyperparameters.class, above = "0")
            double epsilon)
            implements UpdateSpec {
        /** Checks as the learner does. */
        public Adam {
            Shapes.check(Adam.class, learningRate, beta1, beta2, epsilon);
            new AdamHyperparameters(learningRate, beta1, beta2, epsilon);
        }

        @Override
        public Hyperparameters toHyperparameters(ModelKind kind) {
            return new AdamHyperparameters(learningRate, beta1, beta2, epsilon);
        }
    }
}
