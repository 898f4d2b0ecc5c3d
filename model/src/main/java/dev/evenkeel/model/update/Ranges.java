package dev.evenkeel.model.update;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** Checks hyperparameters against the ranges that {@link Hyperparameter} states. Stateless and thread-safe. */
final class Ranges {
    private Ranges() {}

    /**
     * Checks the components of a record in its compact constructor; numbers must be finite.
     *
     * @param values of all components, in order
     * @throws IllegalArgumentException when one is null or out of its range
     */
    static void check(Class<? extends Record> type, Object... values) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            Hyperparameter facts = components[i].getAnnotation(Hyperparameter.class);
            String name = components[i].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (values[i] == null) {
                throw new IllegalArgumentException("must not be null: " + name + "=null");
            }
            if (values[i] instanceof Number number && !holds(facts, number.doubleValue())) {
                throw new IllegalArgumentException("must be " + describe(facts) + ": " + name + "=" + number);
            }
        }
    }

    private static boolean holds(Hyperparameter facts, double value) {
        return Double.isFinite(value)
                && (facts.min().isEmpty() || value >= Double.parseDouble(facts.min()))
                && (facts.max().isEmpty() || value <= Double.parseDouble(facts.max()))
                && (facts.above().isEmpty() || value > Double.parseDouble(facts.above()))
                && (facts.below().isEmpty() || value < Double.parseDouble(facts.below()));
    }

    private static String describe(Hyperparameter facts) {
        String low = facts.min() + facts.above();
        String high = facts.max() + facts.below();
        if (low.isEmpty() && high.isEmpty()) {
            return "finite";
        }
        if (high.isEmpty()) {
            return (facts.min().isEmpty() ? "> " : ">= ") + low + " and finite";
        }
        return "in " + (facts.min().isEmpty() ? "(" : "[") + low + ", " + high
                + (facts.max().isEmpty() ? ")" : "]");
    }
}
