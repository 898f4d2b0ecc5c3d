package dev.evenkeel.cli.offline;

import java.util.Objects;

/**
 * A row of a file that is no example.
 *
 * @param row its number from 1, the header not counted
 * @param line the number from 1 of the line it starts in
 * @param reason why, in one line
 */
public record RejectedRow(long row, long line, String reason) {
    /** Refuses null. */
    public RejectedRow {
        Objects.requireNonNull(reason, "reason");
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "row %d (line %d): %s".formatted(row, line, reason);
    }
}
