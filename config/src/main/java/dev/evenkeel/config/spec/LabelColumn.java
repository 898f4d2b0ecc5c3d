package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.LabelSpec;
import java.util.List;

/**
 * What is to be predicted.
 *
 * @param field its column
 * @param positive binary: what counts as 1
 * @param negative binary: what counts as 0
 * @param classes multiclass: the values
 */
public record LabelColumn(
        @Key(
                about = "The column of the label.",
                required = true,
                example = "label",
                shorthand = true,
                expected = ColumnsSpec.COLUMN,
                pattern = ColumnsSpec.ANY)
        String field,

        @Key(
                about = "Binary: the value that counts as 1. Without it, labels are 1 and 0, or 1 and -1.",
                example = "yes")
        String positive,

        @Key(
                about = "Binary: the value that counts as 0. Without it, the opposite of a well-known word such as yes,"
                        + " else every other value.",
                example = "no")
        String negative,

        @Key(about = "Multiclass: all values.", orElse = "[]", example = "[red, green, blue]")
        List<String> classes) {
    /**
     * Checks the ranges and copies the list.
     *
     * @throws IllegalArgumentException when values repeat
     */
    public LabelColumn {
        Shapes.check(LabelColumn.class, field, positive, negative, classes);
        classes = new LabelSpec(field, positive, negative, classes).classes();
    }

    /** The learner's view of it. */
    public LabelSpec toLabel() {
        return new LabelSpec(field, positive, negative, classes);
    }
}
