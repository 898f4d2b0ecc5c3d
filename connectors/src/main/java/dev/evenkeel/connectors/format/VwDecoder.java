package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import java.util.List;

/**
 * Vowpal Wabbit's text: {@code label [importance [initial]] ['tag]|namespace[:scale] feature[:value] …}.
 *
 * <p>Names hash as in Vowpal Wabbit, so that the same features collide: a name of digits is its number plus its namespace's hash,
 * any other is hashed with its namespace's hash as the seed, and features without a name count up from it. Features of value 0
 * are left out; the constant is the learner's. An initial prediction other than 0 is refused.
 */
final class VwDecoder extends RowDecoder {
    private final PlainNumber number = new PlainNumber();
    private final VwLabel labelPart;
    private final Cell label;
    private final Cell weight = new WeightCell("importance", new Missing(List.of()));

    VwDecoder(Schema schema, Labels labels) {
        labelPart = new VwLabel(schema.label().field());
        label = new LabelCell(schema, labels);
    }

    @Override
    void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException {
        Text.requireUtf8("row", bytes, from, to);
        labelPart.find(bytes, from, to);
        int words = labelPart.words();
        if (words == 0) {
            label.absent(into);
        } else {
            label.accept(bytes, labelPart.start(0), labelPart.end(0), into);
        }
        if (words > 1) {
            weight.accept(bytes, labelPart.start(1), labelPart.end(1), into);
        }
        if (words > 2 && Numbers.finite("initial", bytes, labelPart.start(2), labelPart.end(2)) != 0) {
            throw DecodeException.of(
                    "not available in this version", "initial", bytes, labelPart.start(2), labelPart.end(2), "0");
        }
        int i = labelPart.bar();
        while (i < to) {
            int next = Text.indexOf((byte) '|', bytes, i + 1, to);
            namespace(bytes, i + 1, next, into);
            i = next;
        }
    }

    private void namespace(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int hash = 0;
        float scale = 1;
        int i = from;
        if (i < to && !Text.isSpace(bytes[i])) {
            int end = Text.wordEnd(bytes, i, to);
            int colon = Text.indexOf((byte) ':', bytes, i, end);
            hash = VwNames.hash(bytes, i, colon, 0);
            scale = colon < end ? Numbers.finite("namespace scale", bytes, colon + 1, end) : 1;
            i = end;
        }
        int anonymous = hash;
        for (i = Text.trimStart(bytes, i, to); i < to; i = Text.trimStart(bytes, i, to)) {
            int colon = nameEnd(bytes, i, to);
            int token = colon == i ? anonymous++ : VwNames.hash(bytes, i, colon, hash);
            i = add(bytes, i, colon, to, scale, token, into);
        }
    }

    /** The first colon of the word, or the word's end. */
    private static int nameEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ':' && !Text.isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Adds the feature whose name is {@code bytes[from, nameEnd)}; gives where its word ends. */
    private int add(byte[] bytes, int from, int nameEnd, int to, float scale, int token, Example into)
            throws DecodeException {
        int end = nameEnd;
        float value = scale;
        if (nameEnd < to && bytes[nameEnd] == ':') {
            if (number.readWord(bytes, nameEnd + 1, to)) {
                end = number.end();
                value *= Numbers.finite("feature value", number.value());
            } else {
                end = Text.wordEnd(bytes, nameEnd, to);
                value *= Numbers.finite("feature value", bytes, nameEnd + 1, end);
            }
        }
        if (!Float.isFinite(value)) {
            throw DecodeException.of("not finite", "scaled feature", bytes, from, end, "a finite number");
        }
        if (value != 0) {
            into.addToken(0, token, value);
        }
        return end;
    }
}
