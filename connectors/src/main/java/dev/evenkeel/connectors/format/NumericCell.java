package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** A number; spaces around it are ignored, and a missing one stays NaN. */
record NumericCell(String column, int slot, Missing missing) implements Cell {
    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        int end = Text.trimEnd(bytes, start, to);
        if (!missing.matches(bytes, start, end)) {
            into.numeric()[slot] = Numbers.finite(column, bytes, start, end);
        }
    }

    @Override
    public void absent(Example into) {
        into.numeric()[slot] = Float.NaN;
    }

    @Override
    public boolean takesNumbers() {
        return true;
    }

    @Override
    public void number(double value, Example into) throws DecodeException {
        if (!missing.matches(value)) {
            into.numeric()[slot] = Numbers.finite(column, value);
        }
    }

    /** Whether no number stands for a missing value, so that {@link #number} needs no look at how one was written. */
    boolean takesAnyNumber() {
        return !missing.hasNumbers();
    }
}
