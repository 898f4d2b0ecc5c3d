package dev.evenkeel.config.document;

import java.util.Objects;

/**
 * One thing wrong with a pipeline.
 *
 * @param file the file's name, or {@link Origin#SET} for an override
 * @param line 1-based; 0 when the mistake has no line
 * @param column 1-based; 0 when the mistake has no line
 * @param key the setting's path, such as {@code window.size}; empty when the mistake is about the whole file
 * @param value what was written, never a secret; empty when nothing was or it is no plain value
 * @param message the rule that is broken
 * @param remedy what would be right; may be empty
 */
public record Mistake(String file, int line, int column, String key, String value, String message, String remedy) {
    /** Refuses null. */
    public Mistake {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** One line: {@code bank.yaml:14: window.size=abc: must be an integer in [1, 1048576]; write e.g. 256}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(file);
        if (file.equals(Origin.SET)) {
            line.append(' ');
        } else {
            line.append(line() > 0 ? ":" + line() : "").append(": ");
        }
        line.append(key);
        if (!value.isEmpty()) {
            line.append('=').append(value);
        }
        line.append(key.isEmpty() ? "" : ": ").append(message);
        if (!remedy.isEmpty()) {
            line.append("; ").append(remedy);
        }
        return line.toString();
    }
}
