package dev.evenkeel.connectors.file;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TimeField;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a user said about a file's columns; the rest is inferred.
 *
 * @param task what is predicted
 * @param label the label's column; formats that name their features may call it anything
 * @param positive binary tasks: the label's value that counts as 1; empty for numbers
 * @param numeric columns that are numbers
 * @param categorical columns that are categories
 * @param text columns that are text
 * @param ignore columns to leave out
 * @param missing the spellings of a missing value
 * @param weight the column of importance weights, if any
 * @param time the column of event time, if any
 */
public record ColumnHints(
        Task task,
        String label,
        String positive,
        List<String> numeric,
        List<String> categorical,
        List<String> text,
        Set<String> ignore,
        Set<String> missing,
        Optional<String> weight,
        Optional<TimeField> time) {
    /** Copies its collections. */
    public ColumnHints {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(positive, "positive");
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(time, "time");
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
        text = List.copyOf(text);
        ignore = Set.copyOf(ignore);
        missing = Set.copyOf(missing);
    }

    /** Only what every file needs: everything else is inferred. */
    public static ColumnHints of(Task task, String label) {
        return new ColumnHints(
                task,
                label,
                "",
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.copyOf(Schema.DEFAULT_MISSING),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the user gave the column a use, or said that it has none. */
    boolean names(String column) {
        return column.equals(label)
                || numeric.contains(column)
                || categorical.contains(column)
                || text.contains(column)
                || ignore.contains(column)
                || weight.filter(column::equals).isPresent()
                || time.filter(t -> t.field().equals(column)).isPresent();
    }
}
