package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.TensorInput;
import java.util.List;

/**
 * Columns of numbers that are one tensor.
 *
 * @param fields the columns, row-major, channels innermost
 * @param shape one to three dimensions
 * @param offset what counts as 0
 * @param scale what counts as 1
 */
public record TensorColumns(
        @Key(about = "The columns in order, row by row and channels innermost.", required = true, example = "p0..p63")
        FieldNames fields,

        @Key(
                about = "[height, width, channels] of an image, [length, channels] of a signal, or [length].",
                required = true,
                example = "[8, 8, 1]",
                min = "1",
                max = "1048576")
        List<Integer> shape,

        @Key(about = "What counts as 0; missing numbers are 0.", from = TensorInput.class)
        double offset,

        @Key(about = "What counts as 1, as a distance from the offset.", from = TensorInput.class)
        double scale) {
    /**
     * Checks the ranges and copies the list.
     *
     * @throws IllegalArgumentException when the shape has not as many places as there are columns
     */
    public TensorColumns {
        Shapes.check(TensorColumns.class, fields, shape, offset, scale);
        TensorInput input = new TensorInput(shape, offset, scale);
        shape = input.shape();
        if (input.size() != fields.names().size()) {
            throw new IllegalArgumentException("must have as many places as there are fields, "
                    + fields.names().size() + ", not " + input.size() + ": shape=" + shape);
        }
    }

    /** The learner's view of it. */
    TensorInput toInput() {
        return new TensorInput(shape, offset, scale);
    }
}
