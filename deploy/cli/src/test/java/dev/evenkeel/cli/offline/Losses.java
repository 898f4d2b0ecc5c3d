package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One numeric column and a label, for tests of what losses say. */
final class Losses {
    private Losses() {}

    static Schema schema(Task task, LabelSpec label) {
        return new Schema(
                task,
                label,
                List.of("x"),
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Schema.DEFAULT_HASH_BITS);
    }
}
