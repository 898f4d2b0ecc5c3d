package dev.evenkeel.model.loss;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.List;

/** Labels, and what scores say of them, in the words of the file. Immutable. */
public final class LabelNames {
    private final Task task;
    private final Loss loss;
    private final int outputs;
    private final List<String> classes;

    /** The names of that schema's labels. */
    public LabelNames(Schema schema, Loss loss) {
        task = schema.task();
        this.loss = loss;
        outputs = schema.outputs();
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
    public List<String> classes() {
        return classes;
    }

    /** A label as {@link dev.evenkeel.model.data.LabelEncoder} gives it. */
    public String label(float label) {
        return classes.isEmpty() ? Float.toString(label) : classes.get((int) label);
    }

    /** The likeliest class; a binary score above 0 is a yes. */
    public int likeliest(float[] scores, int at) {
        if (task == Task.BINARY) {
            return scores[at] > 0 ? 1 : 0;
        }
        int best = 0;
        for (int k = 1; k < classes.size(); k++) {
            best = scores[at + k] > scores[at + best] ? k : best;
        }
        return best;
    }

    /** The predicted number of a regression: for a loss of counts the expected count. */
    public float number(float[] scores, int at) {
        return means(scores, at)[0];
    }

    /** Binary: the probability of a yes; multiclass: of each class. NaN where the loss says none, as hinge loss does not. */
    public float[] probabilities(float[] scores, int at) {
        return means(scores, at);
    }

    private float[] means(float[] scores, int at) {
        float[] means = new float[outputs];
        loss.mean(scores, at, outputs, means, 0);
        return means;
    }
}
