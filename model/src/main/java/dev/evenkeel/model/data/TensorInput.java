package dev.evenkeel.model.data;

import java.util.List;

/**
 * The numeric columns of a row as one tensor: row-major, channels innermost, each number x as (x − offset)/scale. Immutable.
 *
 * @param shape {@code [n]}, {@code [length, channels]} or {@code [height, width, channels]}, each &gt;= 1
 * @param offset what counts as 0, and what a missing number counts as
 * @param scale what counts as 1; finite and not 0
 */
public record TensorInput(List<Integer> shape, double offset, double scale) {
    /** What counts as 0 unless told otherwise. */
    public static final double DEFAULT_OFFSET = 0;

    /** What counts as 1 unless told otherwise. */
    public static final double DEFAULT_SCALE = 1;

    /**
     * Copies the shape.
     *
     * @throws IllegalArgumentException when something is out of range
     */
    public TensorInput {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.size() > 3 || shape.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("must be one to three dimensions >= 1: shape=" + shape);
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("must be finite: offset=" + offset);
        }
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("must be finite and not 0: scale=" + scale);
        }
    }

    /** How many columns it takes. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
