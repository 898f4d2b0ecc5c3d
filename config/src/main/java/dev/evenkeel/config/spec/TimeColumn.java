package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.TimeField;

/**
 * When an example happened.
 *
 * @param field its column
 * @param format how the time is written
 */
public record TimeColumn(
        @Key(
                about = "The column of the time.",
                required = true,
                example = "time",
                shorthand = true,
                expected = ColumnsSpec.COLUMN,
                pattern = ColumnsSpec.ANY)
        String field,

        @Key(
                about = "epoch-ms, epoch-s, iso, or a pattern of Java's DateTimeFormatter, read as UTC.",
                orElse = "iso",
                pattern = ColumnsSpec.ANY)
        String format) {
    /** Checks the ranges. */
    public TimeColumn {
        Shapes.check(TimeColumn.class, field, format);
    }

    /** The learner's view of it. */
    public TimeField toTime() {
        return new TimeField(field, format);
    }
}
