package dev.evenkeel.model.layer;

/**
 * Two lengths on a grid: its size, a kernel's, a stride, or a padding. One-dimensional data is one high.
 *
 * @param height rows, &gt;= 0
 * @param width columns, &gt;= 0
 */
public record Extent(int height, int width) {
    /** Checks the range. */
    public Extent {
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException("must be >= 0: height=" + height + ", width=" + width);
        }
    }

    /** Positions. */
    public int area() {
        return Math.multiplyExact(height, width);
    }

    /** {@code 3x5}. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
