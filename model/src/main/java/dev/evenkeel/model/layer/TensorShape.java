package dev.evenkeel.model.layer;

import java.util.List;

/**
 * The dimensions of one row's values between layers: {@code [n]}, {@code [length, channels]} or
 * {@code [height, width, channels]}. In a matrix a row holds them row-major, channels innermost. Immutable.
 *
 * @param dimensions one to three, each &gt;= 1
 */
public record TensorShape(List<Integer> dimensions) {
    /**
     * Copies the dimensions.
     *
     * @throws IllegalArgumentException when there are none or more than three, one is below 1, or the product is no int
     */
    public TensorShape {
        dimensions = List.copyOf(dimensions);
        long size = 1;
        for (int dimension : dimensions) {
            size = dimension < 1 ? Long.MAX_VALUE : size * Math.min(dimension, 1L << 31);
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("must be >= 1 each, of a product below 2^31: shape=" + dimensions);
            }
        }
        if (dimensions.isEmpty() || dimensions.size() > 3) {
            throw new IllegalArgumentException("must have one to three dimensions: shape=" + dimensions);
        }
    }

    /** A shape of these dimensions. */
    public static TensorShape of(Integer... dimensions) {
        return new TensorShape(List.of(dimensions));
    }

    /** How many numbers: the columns of a matrix that holds one such tensor a row. */
    public int size() {
        return dimensions.stream().reduce(1, (a, b) -> a * b);
    }

    /** Whether it is one dimension of features. */
    public boolean flat() {
        return dimensions.size() == 1;
    }

    /** The innermost dimension: features or channels. */
    public int channels() {
        return dimensions.get(dimensions.size() - 1);
    }

    /** The grid of positions; 1 by 1 when flat, one high when of two dimensions. */
    public Extent grid() {
        return switch (dimensions.size()) {
            case 1 -> new Extent(1, 1);
            case 2 -> new Extent(1, dimensions.get(0));
            default -> new Extent(dimensions.get(0), dimensions.get(1));
        };
    }

    /** A shape of as many dimensions with another grid and other channels. */
    TensorShape with(Extent grid, int channels) {
        return dimensions.size() == 2 ? of(grid.width(), channels) : of(grid.height(), grid.width(), channels);
    }

    /** {@code [8, 8, 1]}. */
    @Override
    public String toString() {
        return dimensions.toString();
    }
}
