package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelEncoder;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.ArrayList;
import java.util.List;

/** The label, without the spaces around it. A spelling of a missing value is a label only when the schema names it as one. */
final class LabelCell implements Cell {
    private final String column;
    private final Labels labels;
    private final LabelEncoder encoder;
    private final Missing missing;
    private final String expected;

    LabelCell(Schema schema, Labels labels) {
        this.labels = labels;
        column = schema.label().field();
        encoder = new LabelEncoder(schema);
        List<String> spellings = new ArrayList<>(schema.missing());
        spellings.removeAll(names(schema.label()));
        missing = new Missing(spellings);
        expected = expected(schema);
    }

    private static List<String> names(LabelSpec label) {
        List<String> names = new ArrayList<>(label.classes());
        names.add(label.positive());
        names.add(label.negative());
        names.removeIf(String::isEmpty);
        return names;
    }

    private static String expected(Schema schema) {
        LabelSpec label = schema.label();
        if (schema.task() == Task.REGRESSION) {
            return "a finite number";
        }
        if (schema.task() == Task.MULTICLASS) {
            return String.join(" | ", label.classes());
        }
        if (label.positive().isEmpty()) {
            return "1 | 0 | -1";
        }
        String negative = label.negativeOrOpposite();
        return label.positive() + " | " + (negative.isEmpty() ? "any other value" : negative);
    }

    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        int end = Text.trimEnd(bytes, start, to);
        if (start == end || missing.matches(bytes, start, end)) {
            absent(into);
            return;
        }
        double number = encoder.named() ? 0 : Numbers.finite(column, bytes, start, end);
        try {
            into.label(encoder.named() ? encoder.encode(bytes, start, end) : encoder.encode(number));
        } catch (IllegalArgumentException e) {
            throw DecodeException.of("unknown label", column, bytes, start, end, expected);
        }
        if (encoder.named()) {
            Text.requireUtf8(column, bytes, start, end);
        }
    }

    @Override
    public boolean takesNumbers() {
        return !encoder.named();
    }

    @Override
    public void number(double value, Example into) throws DecodeException {
        if (missing.matches(value)) {
            absent(into);
            return;
        }
        float finite = Numbers.finite(column, value);
        try {
            into.label(encoder.encode(finite));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("unknown label", column, Double.toString(value), expected);
        }
    }

    @Override
    public void absent(Example into) throws DecodeException {
        if (labels == Labels.REQUIRED) {
            throw new DecodeException("missing label", column, "", expected);
        }
        into.label(Float.NaN);
    }
}
