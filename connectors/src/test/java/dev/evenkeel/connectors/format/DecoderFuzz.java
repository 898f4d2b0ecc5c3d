package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.Map;

/** What must hold of a decoder whatever the bytes: an example of finite numbers and no more tokens than bytes, or a refusal. */
final class DecoderFuzz {
    /** More would be memory that the row does not account for. */
    private static final int MOST_TOKENS_A_BYTE = 1;

    private final Decoder decoder;
    private final FieldReader fields;
    private final Example example;

    private DecoderFuzz(String format, Map<String, String> options, Schema schema) {
        decoder = Formats.decoder(format, options, schema);
        fields = Formats.fields(format, options, "y");
        example = new Example(schema.numeric().size());
    }

    /** A decoder of rows with columns. */
    static DecoderFuzz columns(String format, Map<String, String> options) {
        return new DecoderFuzz(format, options, Schemas.bank());
    }

    /** A decoder of rows that name their features. */
    static DecoderFuzz open(String format) {
        return new DecoderFuzz(format, Map.of(), Schemas.open(Task.BINARY, LabelSpec.number("y")));
    }

    /** Decodes and reads a row. */
    void accept(byte[] row) {
        try {
            decoder.decode(row, example);
            check(row.length);
        } catch (DecodeException e) {
            require(
                    e.getMessage().length() < 400,
                    "short message",
                    e.getMessage().length());
        }
        try {
            fields.read(row, 0, row.length, new Ignored());
        } catch (DecodeException e) {
            require(
                    e.getMessage().length() < 400,
                    "short message",
                    e.getMessage().length());
        }
    }

    private void check(int bytes) {
        for (float value : example.numeric()) {
            require(!Float.isInfinite(value), "no infinity", value);
        }
        require(example.tokenCount() <= MOST_TOKENS_A_BYTE * bytes, "few tokens", example.tokenCount());
        for (int t = 0; t < example.tokenCount(); t++) {
            require(Float.isFinite(example.tokenValues()[t]), "finite tokens", example.tokenValues()[t]);
        }
        require(Float.isFinite(example.label()), "finite label", example.label());
        require(example.weight() >= 0, "weight >= 0", example.weight());
    }

    private static void require(boolean holds, String what, Object actual) {
        if (!holds) {
            throw new AssertionError(what + ": " + actual);
        }
    }

    /** Takes values and looks at every byte of them. */
    private static final class Ignored implements FieldVisitor {
        @Override
        public void value(String column, byte[] bytes, int from, int to) {
            require(from >= 0 && from <= to && to <= bytes.length, "a range of the array", from + ".." + to);
        }

        @Override
        public void missing(String column) {
            require(column != null, "a name", column);
        }

        @Override
        public void nested(String column) {
            require(column != null, "a name", column);
        }
    }
}
