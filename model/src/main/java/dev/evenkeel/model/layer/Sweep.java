package dev.evenkeel.model.layer;

/**
 * How a kernel moves over a grid: output position o covers input positions {@code o * stride - before} and the kernel's length
 * from there on, in both directions. Positions outside the grid are padding. Immutable.
 *
 * @param input the grid
 * @param kernel what is covered at once
 * @param stride the distance of neighbouring positions
 * @param before the padding above and to the left; what there is below and to the right follows from the output
 * @param output the grid of positions
 */
public record Sweep(Extent input, Extent kernel, Extent stride, Extent before, Extent output) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a length is below 1, or a position covers nothing but padding
     */
    public Sweep {
        requirePositive(input, kernel, stride);
        requireCover(input.height(), kernel.height(), stride.height(), before.height(), output.height());
        requireCover(input.width(), kernel.width(), stride.width(), before.width(), output.width());
    }

    private static void requirePositive(Extent input, Extent kernel, Extent stride) {
        if (input.area() < 1 || kernel.area() < 1 || stride.area() < 1) {
            throw new IllegalArgumentException(
                    "must be >= 1x1 each: input=" + input + ", kernel=" + kernel + ", stride=" + stride);
        }
    }

    private static void requireCover(int input, int kernel, int stride, int before, int output) {
        if (before >= kernel || (long) (output - 1) * stride - before >= input) {
            throw new IllegalArgumentException("must cover the grid everywhere: input=" + input + ", kernel=" + kernel
                    + ", stride=" + stride + ", before=" + before + ", output=" + output);
        }
    }

    /** A sweep with the padding of that name. */
    public static Sweep of(Extent input, Extent kernel, Extent stride, Padding padding) {
        requirePositive(input, kernel, stride);
        return padding == Padding.VALID
                ? padded(input, kernel, stride, new Extent(0, 0))
                : new Sweep(
                        input,
                        kernel,
                        stride,
                        new Extent(
                                same(input.height(), kernel.height(), stride.height()) / 2,
                                same(input.width(), kernel.width(), stride.width()) / 2),
                        new Extent(ceil(input.height(), stride.height()), ceil(input.width(), stride.width())));
    }

    /**
     * A sweep with the same padding on both sides.
     *
     * @throws IllegalArgumentException when the kernel is larger than the padded grid
     */
    public static Sweep padded(Extent input, Extent kernel, Extent stride, Extent padding) {
        requirePositive(input, kernel, stride);
        int height = input.height() + 2 * padding.height() - kernel.height();
        int width = input.width() + 2 * padding.width() - kernel.width();
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException(
                    "must not be larger than the padded grid: kernel=" + kernel + ", input=" + input);
        }
        Extent output = new Extent(height / stride.height() + 1, width / stride.width() + 1);
        return new Sweep(input, kernel, stride, padding, output);
    }

    /** Zeros needed in one direction. */
    private static int same(int input, int kernel, int stride) {
        return Math.max(0, (ceil(input, stride) - 1) * stride + kernel - input);
    }

    /** For each output position the input positions it covers, row by row; padding is left out. */
    int[][] covered() {
        int[][] covered = new int[output.area()][];
        for (int p = 0; p < covered.length; p++) {
            int top = top(p / output.width());
            int left = left(p % output.width());
            int bottom = Math.min(input.height(), top + kernel.height());
            int right = Math.min(input.width(), left + kernel.width());
            int first = Math.max(0, left);
            covered[p] = new int[(bottom - Math.max(0, top)) * (right - first)];
            for (int i = 0; i < covered[p].length; i++) {
                int y = Math.max(0, top) + i / (right - first);
                covered[p][i] = y * input.width() + first + i % (right - first);
            }
        }
        return covered;
    }

    private static int ceil(int length, int stride) {
        return (length + stride - 1) / stride;
    }

    /** The first input row of output row {@code y}; may be negative. */
    int top(int y) {
        return y * stride.height() - before.height();
    }

    /** The first input column of output column {@code x}; may be negative. */
    int left(int x) {
        return x * stride.width() - before.width();
    }
}
