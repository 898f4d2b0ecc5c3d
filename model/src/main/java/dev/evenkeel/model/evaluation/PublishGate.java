package dev.evenkeel.model.evaluation;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Decides whether a model is good enough to be published: it is when its metric over the evaluation's window beats what it is held
 * against by a margin. A metric that is not known yet beats nothing.
 *
 * @param metric what is compared
 * @param against what with
 * @param margin by how much it must be better, in the metric's own unit, finite; negative: by how much it may be worse
 */
public record PublishGate(GateMetric metric, Against against, double margin) implements Serializable {
    /** What a model is held against. */
    public enum Against {
        /** The constant that says the commonest class, the classes' shares or the mean: no feature, no model. */
        BASELINE("a constant's"),
        /** Repeating the last label. */
        NO_CHANGE("the last label's"),
        /** The model that passed last; the first one passes. */
        LAST_PUBLISHED("the last published one's");

        private final String whose;

        Against(String whose) {
            this.whose = whose;
        }
    }

    /**
     * What was decided.
     *
     * @param passed whether the model may be published
     * @param value its metric
     * @param sentence why, for people
     * @param details why, for machines
     */
    public record Decision(boolean passed, double value, String sentence, Map<String, String> details) {
        /** Copies the details. */
        public Decision {
            details = Map.copyOf(details);
        }
    }

    /** Checks the margin, and that there is something to compare. */
    public PublishGate {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(against, "against");
        if (!Double.isFinite(margin)) {
            throw new IllegalArgumentException("must be finite: margin=" + margin);
        }
        if (against == Against.NO_CHANGE && !metric.measuresNoChange()) {
            throw new IllegalArgumentException("repeating the last label has none: metric=" + metric.key());
        }
    }

    /**
     * Decides.
     *
     * @param window the estimates over the window
     * @param lastPublished the metric of the model that passed last; NaN before the first
     */
    public Decision decide(Estimates window, double lastPublished) {
        double value = metric.value(window);
        double reference = reference(window, lastPublished);
        boolean first = against == Against.LAST_PUBLISHED && Double.isNaN(lastPublished);
        boolean passed = Double.isFinite(value) && (first || better(value, reference));
        String sentence = String.format(
                Locale.ROOT,
                "%s %s over the last %,d examples %s %s %s%s",
                metric.key().replace('_', ' '),
                number(value),
                window.examples(),
                passed ? "beats" : "does not beat",
                against.whose,
                number(reference),
                margin == 0 ? "" : String.format(Locale.ROOT, " by %.4g", margin));
        return new Decision(
                passed,
                value,
                first && passed ? "the first one" : sentence,
                Map.of(
                        "metric", metric.key(),
                        "value", number(value),
                        "against", against.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "reference", number(reference),
                        "margin", Double.toString(margin)));
    }

    private double reference(Estimates window, double lastPublished) {
        return switch (against) {
            case BASELINE -> metric.constant(window.baseline());
            case NO_CHANGE -> metric.noChange(window.baseline());
            case LAST_PUBLISHED -> lastPublished;
        };
    }

    /** False where either is not known. */
    private boolean better(double value, double reference) {
        double gain = metric.more() ? value - reference : reference - value;
        return margin == 0 ? gain > 0 : gain >= margin;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.5g", value) : "unknown";
    }
}
