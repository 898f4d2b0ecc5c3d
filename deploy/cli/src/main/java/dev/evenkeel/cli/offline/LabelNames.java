package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.List;

/** Scores and labels in the words of the file. Immutable. */
final class LabelNames {
    private final Task task;
    private final List<String> classes;

    LabelNames(Schema schema) {
        task = schema.task();
        classes = switch (task) {
            case REGRESSION -> List.of();
            case BINARY -> binary(schema.label());
            case MULTICLASS -> schema.label().classes();
        };
    }

    private static List<String> binary(LabelSpec label) {
        if (label.positive().isEmpty()) {
            return List.of("0", "1");
        }
        String negative = label.negativeOrOpposite();
        return List.of(negative.isEmpty() ? "not " + label.positive() : negative, label.positive());
    }

    /** The classes by number, two for binary tasks; none for regression. */
    List<String> classes() {
        return classes;
    }

    /** A label as {@link dev.evenkeel.model.data.LabelEncoder} gives it. */
    String label(float label) {
        return classes.isEmpty() ? Float.toString(label) : classes.get((int) label);
    }

    /** The likeliest class; a binary score above 0 is a yes. */
    int likeliest(float[] scores, int at) {
        if (task == Task.BINARY) {
            return scores[at] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < classes.size(); k++) {
            best = scores[at + k] > scores[at + best] ? k : best;
        }
        return best;
    }

    /** The probability of each class, from the log-odds or the unnormalized log-probabilities. */
    double[] probabilities(float[] scores, int at) {
        if (task == Task.BINARY) {
            double yes = 1 / (1 + Math.exp(-scores[at]));
            return new double[] {1 - yes, yes};
        }
        double most = scores[at + likeliest(scores, at)];
        double[] probabilities = new double[classes.size()];
        double sum = 0;
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] = Math.exp(scores[at + k] - most);
            sum += probabilities[k];
        }
        for (int k = 0; k < probabilities.length; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }
}
