package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TimeField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Schemas the tests share. */
final class Schemas {
    static final Set<String> MISSING = Set.copyOf(Schema.DEFAULT_MISSING);

    private Schemas() {}

    /** Binary y (yes), numeric age and balance, categorical job, text note. */
    static Schema bank() {
        return of(
                Task.BINARY, LabelSpec.binary("y", "yes"), List.of("age", "balance"), List.of("job"), List.of("note"));
    }

    static Schema open(Task task, LabelSpec label) {
        return of(task, label, List.of(), List.of(), List.of());
    }

    static Schema of(Task task, LabelSpec label, List<String> numeric, List<String> categorical, List<String> text) {
        return new Schema(task, label, numeric, categorical, text, MISSING, Optional.empty(), Optional.empty(), 18);
    }

    /** Regression on x, weighted by w, at time t of that format. */
    static Schema timed(String format) {
        return new Schema(
                Task.REGRESSION,
                LabelSpec.number("y"),
                List.of("x"),
                List.of(),
                List.of(),
                MISSING,
                Optional.of("w"),
                Optional.of(new TimeField("t", format)),
                18);
    }
}
