package dev.evenkeel.config.spec;

/** How an example is written in a record. */
public enum Format {
    /** A line of columns. */
    CSV,
    /** An object with a field a column. */
    JSON,
    /** Vowpal Wabbit's text. */
    VW,
    /** LIBSVM's text. */
    LIBSVM;

    /** Whether rows have columns that the schema must name; in the others each row names its features. */
    public boolean hasColumns() {
        return this == CSV || this == JSON;
    }
}
