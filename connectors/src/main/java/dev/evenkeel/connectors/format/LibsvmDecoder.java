package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;

/**
 * LIBSVM's text: {@code label index:value … [# comment]}. An index is its own hash, as in Vowpal Wabbit's namespace without a
 * name; features of value 0 are left out. A row whose first word holds a colon has no label.
 */
final class LibsvmDecoder extends RowDecoder implements FieldReader {
    private static final int MAX_INDEX_DIGITS = 9;

    private final PlainNumber number = new PlainNumber();
    private final String column;
    private final Cell label;

    LibsvmDecoder(Schema schema, Labels labels) {
        column = schema.label().field();
        label = new LabelCell(schema, labels);
    }

    @Override
    void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException {
        Text.requireUtf8("row", bytes, from, to);
        int end = Text.indexOf((byte) '#', bytes, from, to);
        int i = Text.trimStart(bytes, from, end);
        int labelEnd = labelEnd(bytes, i, end);
        if (labelEnd == i) {
            label.absent(into);
        } else {
            label.accept(bytes, i, labelEnd, into);
        }
        for (i = Text.trimStart(bytes, labelEnd, end); i < end; i = Text.trimStart(bytes, i, end)) {
            i = feature(bytes, i, end, into);
        }
    }

    /** The end of the label that starts at {@code from}, or {@code from} when there is none. */
    private static int labelEnd(byte[] bytes, int from, int to) {
        int end = Text.wordEnd(bytes, from, to);
        return Text.indexOf((byte) ':', bytes, from, end) < end ? from : end;
    }

    /** Reads the feature that starts at {@code from}; gives where it ends. */
    private int feature(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int index = 0;
        int colon = from;
        while (colon < to && colon - from < MAX_INDEX_DIGITS && bytes[colon] >= '0' && bytes[colon] <= '9') {
            index = 10 * index + bytes[colon++] - '0';
        }
        if (colon == from || colon == to || bytes[colon] != ':') {
            throw DecodeException.of(
                    "not a feature", "feature", bytes, from, Text.wordEnd(bytes, from, to), "index:value");
        }
        int end;
        float value;
        if (number.readWord(bytes, colon + 1, to)) {
            end = number.end();
            value = Numbers.finite("feature value", number.value());
        } else {
            end = Text.wordEnd(bytes, colon + 1, to);
            value = Numbers.finite("feature value", bytes, colon + 1, end);
        }
        if (value != 0) {
            into.addToken(0, index, value);
        }
        return end;
    }

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        int end = labelEnd(bytes, start, Text.withoutLineEnd(bytes, from, to));
        if (end > start) {
            visitor.value(column, bytes, start, end);
        } else {
            visitor.missing(column);
        }
    }
}
