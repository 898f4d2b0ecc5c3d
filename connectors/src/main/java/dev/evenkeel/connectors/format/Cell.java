package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** Where the value of one column goes. Not thread-safe. */
interface Cell {
    /** Puts the value in {@code bytes[from, to)} into the example, or refuses it. */
    void accept(byte[] bytes, int from, int to, Example into) throws DecodeException;

    /** Says that the row has no value for this column. */
    void absent(Example into) throws DecodeException;

    /** Whether it takes numbers by {@link #number}; otherwise they come as text. */
    default boolean takesNumbers() {
        return false;
    }

    /**
     * Puts a number into the example, or refuses it: as {@link #accept} with the number's text.
     *
     * @throws IllegalStateException unless it takes numbers
     */
    default void number(double value, Example into) throws DecodeException {
        throw new IllegalStateException("must take numbers: value=" + value);
    }

    /** The cell for numbers that are times in units of so many milliseconds since 1970 UTC. */
    default Cell ofTimes(double unitMs) {
        return this;
    }

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

            @Override
            public boolean takesNumbers() {
                return first.takesNumbers() && other.takesNumbers();
            }

            @Override
            public void number(double value, Example into) throws DecodeException {
                first.number(value, into);
                other.number(value, into);
            }

            @Override
            public Cell ofTimes(double unitMs) {
                return first.ofTimes(unitMs).and(other.ofTimes(unitMs));
            }
        };
    }
}
