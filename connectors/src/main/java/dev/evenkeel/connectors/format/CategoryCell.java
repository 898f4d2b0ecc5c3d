package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.FeatureHasher;

/** A value that is a token, byte for byte; a missing one is no token. A word such as "unknown" is a value like any other. */
record CategoryCell(String column, int field, int seed, Missing missing) implements Cell {
    CategoryCell(String column, int field, Missing missing) {
        this(column, field, FeatureHasher.column(column), missing);
    }

    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        if (!missing.matches(bytes, start, Text.trimEnd(bytes, start, to))) {
            Text.requireUtf8(column, bytes, from, to);
            into.addToken(field, FeatureHasher.hash(bytes, from, to, seed), 1);
        }
    }

    @Override
    public void absent(Example into) {
        // no value, no token
    }
}
