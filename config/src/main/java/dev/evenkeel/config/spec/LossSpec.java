package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;

/** What is minimized: {@code huber}, or with its settings {@code {type: huber, delta: 2}}. */
@Variants(by = "type", orElse = "auto")
public sealed interface LossSpec {
    /** The learner's view of it, for a model of that task. */
    Loss toLoss(Task task);

    /** The task's own loss: logistic, softmax or squared. */
    record Auto() implements LossSpec {
        @Override
        public Loss toLoss(Task task) {
            return Loss.of(LossKind.defaultFor(task));
        }
    }

    /** Regression: the mean. */
    record Squared() implements LossSpec {
        @Override
        public Loss toLoss(Task task) {
            return Loss.of(LossKind.SQUARED);
        }
    }

    /**
     * Regression: the mean, with bounded influence of each label.
     *
     * @param delta where the loss turns linear
     */
    record Huber(
            @Key(
                    about = "The error from which on the loss is linear, in units of the label.",
                    from = Loss.class,
                    above = "0")
            double delta)
            implements LossSpec {
        /** Checks as the learner does. */
        public Huber {
            Shapes.check(Huber.class, delta);
            Loss.huber(delta);
        }

        @Override
        public Loss toLoss(Task task) {
            return Loss.huber(delta);
        }
    }

    /**
     * Regression: a quantile.
     *
     * @param tau which one
     */
    record Quantile(
            @Key(about = "Which quantile is predicted; 0.5 is the median.", from = Loss.class, above = "0", below = "1")
            double tau)
            implements LossSpec {
        /** Checks as the learner does. */
        public Quantile {
            Shapes.check(Quantile.class, tau);
        }

        @Override
        public Loss toLoss(Task task) {
            return Loss.quantile(tau);
        }
    }

    /** Regression: counts, predicted by their log-mean. */
    record Poisson() implements LossSpec {
        @Override
        public Loss toLoss(Task task) {
            return Loss.of(LossKind.POISSON);
        }
    }

    /** Binary: probabilities. */
    record Logistic() implements LossSpec {
        @Override
        public Loss toLoss(Task task) {
            return Loss.of(LossKind.LOGISTIC);
        }
    }

    /** Binary: margins, which say no probability. */
    record Hinge() implements LossSpec {
        @Override
        public Loss toLoss(Task task) {
            return Loss.of(LossKind.HINGE);
        }
    }

    /**
     * Multiclass: probabilities.
     *
     * @param labelSmoothing how far labels are drawn towards each other in training
     */
    record Softmax(
            @Key(
                    about = "Networks: the share of the true class that all classes divide among them in training;"
                            + " the loss reported is without.",
                    from = Loss.class,
                    min = "0",
                    below = "1")
            double labelSmoothing)
            implements LossSpec {
        /** Checks as the learner does. */
        public Softmax {
            Shapes.check(Softmax.class, labelSmoothing);
        }

        @Override
        public Loss toLoss(Task task) {
            return Loss.softmax(labelSmoothing);
        }
    }
}
