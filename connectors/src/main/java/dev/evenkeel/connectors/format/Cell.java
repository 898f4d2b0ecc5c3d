package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** Where the value of one column goes. Not thread-safe. */
interface Cell {
    /** Puts the value in {@code bytes[from, to)} into the example, or refuses it. */
    void accept(byte[] bytes, int from, int to, Example into) throws DecodeException;

    /** Says that the row has no value for this column. */
    void absent(Example into) throws DecodeException;

    /** Both, for a column with two uses (a feature that is the time as well). */
    default Cell and(Cell other) {
        Cell first = this;
        return new Cell() {
            @Override
            public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
                first.accept(bytes, from, to, into);
                other.accept(bytes, from, to, into);
            }

            @Override
            public void absent(Example into) throws DecodeException {
                first.absent(into);
                other.absent(into);
            }
        };
    }
}
