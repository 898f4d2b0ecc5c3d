package dev.evenkeel.config.spec;

import java.util.Locale;

/** How an example is written in a record. */
public enum Format {
    /** A line of columns. */
    CSV,
    /** An object with a field a column. */
    JSON,
    /** Vowpal Wabbit's text. */
    VW,
    /** LIBSVM's text. */
    LIBSVM,
    /** Avro's binary records. */
    AVRO;

    /** The name users write. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether rows have columns that the schema must name; in the others each row names its features. */
    public boolean hasColumns() {
        return this == CSV || this == JSON || this == AVRO;
    }
}
