package dev.evenkeel.model.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Turns the text of a label into the number a learner is trained on. Immutable and thread-safe. */
public final class LabelEncoder {
    private static final float[] BINARY = {1, 0};

    private final Task task;
    private final byte[][] values;
    private final String expected;

    /** Encodes labels as the schema says. */
    public LabelEncoder(Schema schema) {
        task = schema.task();
        List<String> texts = switch (task) {
            case REGRESSION -> List.of();
            case MULTICLASS -> schema.label().classes();
            case BINARY ->
                schema.label().positive().isEmpty()
                        ? List.of()
                        : List.of(schema.label().positive(), schema.label().negativeOrOpposite());
        };
        values = texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        expected = switch (task) {
            case REGRESSION -> "a finite number";
            case MULTICLASS -> String.join(" | ", texts);
            case BINARY ->
                texts.isEmpty()
                        ? "1 | 0 | -1"
                        : texts.get(0) + " | " + (texts.get(1).isEmpty() ? "any other value" : texts.get(1));
        };
    }

    /** Whether labels are names; when not, the caller parses a number and asks {@link #encode(double)}. */
    public boolean named() {
        return values.length > 0;
    }

    /**
     * The number of a label that is a name.
     *
     * @throws IllegalArgumentException when the value is none of the known ones
     */
    public float encode(byte[] bytes, int from, int to) {
        for (int i = 0; i < values.length; i++) {
            boolean anyOther = i == 1 && task == Task.BINARY && values[1].length == 0;
            if (anyOther ? to > from : Arrays.equals(values[i], 0, values[i].length, bytes, from, to)) {
                return task == Task.BINARY ? BINARY[i] : i;
            }
        }
        throw unknown(new String(bytes, from, Math.min(to - from, 64), StandardCharsets.UTF_8));
    }

    /**
     * The number of a label that is a number: itself for regression; 1 for 1 and 0 for 0 and -1 when binary. Classes are names.
     *
     * @throws IllegalArgumentException when the number is not finite as a float, or is no label of this task
     */
    public float encode(double value) {
        float label = (float) value;
        boolean known = switch (task) {
            case REGRESSION -> Float.isFinite(label);
            case BINARY -> value == 1 || value == 0 || value == -1;
            case MULTICLASS -> false; // a class is a name, even one made of digits
        };
        if (!known) {
            throw unknown(Double.toString(value));
        }
        return task == Task.BINARY ? Math.max(label, 0) : label;
    }

    private IllegalArgumentException unknown(String value) {
        return new IllegalArgumentException("unknown label: label=" + value + ", expected=" + expected);
    }
}
