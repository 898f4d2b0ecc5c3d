package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** An importance weight: finite and &gt;= 0, never missing. */
record WeightCell(String column, Missing missing) implements Cell {
    private static final String EXPECTED = "a number >= 0";

    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        int end = Text.trimEnd(bytes, start, to);
        if (start == end || missing.matches(bytes, start, end)) {
            absent(into);
        }
        float weight = Numbers.finite(column, bytes, start, end);
        if (weight < 0) {
            throw DecodeException.of("negative weight", column, bytes, start, end, EXPECTED);
        }
        into.weight(weight == 0 ? 0 : weight); // never -0
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public void number(double value, Example into) throws DecodeException {
        if (missing.matches(value)) {
            absent(into);
        }
        float weight = Numbers.finite(column, value);
        if (weight < 0) {
            throw new DecodeException("negative weight", column, Double.toString(value), EXPECTED);
        }
        into.weight(weight == 0 ? 0 : weight); // never -0
    }

    @Override
    public void absent(Example into) throws DecodeException {
        throw new DecodeException("missing weight", column, "", EXPECTED);
    }
}
