package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.util.Map;

/**
 * The stream that is learned.
 *
 * @param topic holds the examples
 * @param format of a record's value
 * @param options of the format
 * @param start where a fresh run begins
 */
public record ExamplesSpec(
        @Key(
                about = "The topic of the examples.",
                orElse = "${name}.examples",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic,

        @Key(about = "How an example is written.", required = true, example = "csv")
        Format format,

        @Key(
                about = "The format's own settings, such as delimiter and header of csv, or schema of avro.",
                orElse = "{}")
        Map<String, String> options,

        @Key(about = "Where a fresh run begins to read.", orElse = "earliest")
        Start start) {
    /** Checks the ranges and copies the map. */
    public ExamplesSpec {
        Shapes.check(ExamplesSpec.class, topic, format, options, start);
        options = Map.copyOf(options);
    }
}
