package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.GateMetric;
import dev.evenkeel.model.evaluation.PublishGate;
import java.util.Optional;

/**
 * What a model must beat to be published.
 *
 * @param against what it is held against
 * @param metric what is compared; empty: as the task has it
 * @param margin by how much
 */
public record GateSpec(
        @Key(
                about =
                        "A snapshot that is due is published only if it is better than this. off: always; baseline: a constant,"
                                + " the majority or the mean; no-change: repeating the last label; last-published: the one that passed"
                                + " last.",
                orElse = "off",
                shorthand = true)
        Against against,

        @Key(
                about =
                        "What is compared, over evaluation.window. auto: log-loss, accuracy against no-change; regression: rmse.",
                orElse = "auto",
                none = "auto")
        Optional<GateMetric> metric,

        @Key(
                about =
                        "By how much it must be better, in the metric's own unit; negative: by how much it may be worse.",
                orElse = "0",
                min = "-1000000000",
                max = "1000000000")
        double margin) {
    /** What a model is held against. */
    public enum Against {
        /** Everything is published. */
        OFF,
        /** A constant. */
        BASELINE,
        /** Repeating the last label. */
        NO_CHANGE,
        /** The model that passed last. */
        LAST_PUBLISHED
    }

    /** Checks the range. */
    public GateSpec {
        Shapes.check(GateSpec.class, against, metric, margin);
    }

    /** The metric for a task. */
    public GateMetric metric(Task task) {
        if (metric.isPresent()) {
            return metric.get();
        }
        if (task == Task.REGRESSION) {
            return GateMetric.RMSE;
        }
        return against == Against.NO_CHANGE ? GateMetric.ACCURACY : GateMetric.LOG_LOSS;
    }

    /** The model's view of it; empty where everything is published. */
    public Optional<PublishGate> toGate(Task task) {
        return switch (against) {
            case OFF -> Optional.empty();
            case BASELINE -> Optional.of(new PublishGate(metric(task), PublishGate.Against.BASELINE, margin));
            case NO_CHANGE -> Optional.of(new PublishGate(metric(task), PublishGate.Against.NO_CHANGE, margin));
            case LAST_PUBLISHED ->
                Optional.of(new PublishGate(metric(task), PublishGate.Against.LAST_PUBLISHED, margin));
        };
    }
}
