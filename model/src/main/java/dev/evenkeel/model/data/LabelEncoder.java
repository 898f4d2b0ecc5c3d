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
        expected =
                texts.isEmpty() ? (task == Task.BINARY ? "1 | 0 | -1" : "a finite number") : String.join(" | ", texts);
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
            boolean anyOther = task == Task.BINARY && i == 1 && values[1].length == 0 && to > from;
            if (anyOther || Arrays.equals(values[i], 0, values[i].length, bytes, from, to)) {
                return task == Task.BINARY ? BINARY[i] : i;
            }
        }
        throw unknown(new String(bytes, from, Math.min(to - from, 64), StandardCharsets.UTF_8));
    }

    /**
     * The number of a label that is a number: itself for regression; 1 for 1 and 0 for 0 and -1 when binary.
     *
     * @throws IllegalArgumentException when the number is not finite as a float, or is no label of this task
     */
    public float encode(double value) {
        float label = (float) value;
        if (task == Task.BINARY) {
            if (value == 1) {
                return 1;
            }
            if (value == 0 || value == -1) {
                return 0;
            }
            throw unknown(Double.toString(value));
        }
        if (!Float.isFinite(label)) {
            throw new IllegalArgumentException("must be finite: label=" + value);
        }
        return label;
    }

    private IllegalArgumentException unknown(String value) {
        return new IllegalArgumentException("unknown label: label=" + value + ", expected=" + expected);
    }
}
