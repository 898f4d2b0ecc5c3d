package dev.evenkeel.config.document;

import java.util.Objects;

/**
 * Where a value came from.
 *
 * @param source the kind of place
 * @param file the file it was written in, {@link #SET} for an override, empty for a default
 * @param line 1-based; 0 where there is none
 * @param column 1-based; 0 where there is none
 */
public record Origin(Source source, String file, int line, int column) {
    /** The name of the place of overrides. */
    public static final String SET = "--set";

    /** The kinds of places. */
    public enum Source {
        /** Nobody wrote it. */
        DEFAULT,
        /** The pipeline file. */
        FILE,
        /** Taken from the environment or another file by a placeholder, wherever that was written. */
        ENVIRONMENT,
        /** An override. */
        SET
    }

    /** Refuses null. */
    public Origin {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
    }

    /** Of a value nobody wrote. */
    public static Origin ofDefault() {
        return new Origin(Source.DEFAULT, "", 0, 0);
    }

    /** Of a value in a file. */
    public static Origin ofFile(String file, int line, int column) {
        return new Origin(Source.FILE, file, line, column);
    }

    /** Of an override. */
    public static Origin ofSet() {
        return new Origin(Source.SET, SET, 0, 0);
    }

    /** The same place, with a value that a placeholder brought. */
    Origin fromEnvironment() {
        return new Origin(Source.ENVIRONMENT, file, line, column);
    }

    /** {@code default}, {@code file:line}, {@code environment} or {@code --set}. */
    @Override
    public String toString() {
        return switch (source) {
            case DEFAULT -> "default";
            case FILE -> file + ":" + line;
            case ENVIRONMENT -> "environment";
            case SET -> SET;
        };
    }
}
