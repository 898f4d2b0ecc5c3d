package dev.evenkeel.model.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Schemas for tests. */
public final class Schemas {
    private Schemas() {}

    /** Columns {@code n0, n1, ...}, {@code c0, c1, ...} and {@code t0, t1, ...}; classes {@code k0, k1, k2}. */
    public static Schema of(Task task, int numeric, int categorical, int text, int hashBits) {
        LabelSpec label =
                task == Task.MULTICLASS ? LabelSpec.classes("y", List.of("k0", "k1", "k2")) : LabelSpec.number("y");
        return of(task, label, names("n", numeric), names("c", categorical), names("t", text), hashBits);
    }

    /** The rest at its defaults. */
    public static Schema of(
            Task task, LabelSpec label, List<String> numeric, List<String> categorical, List<String> text, int bits) {
        return new Schema(
                task,
                label,
                numeric,
                categorical,
                text,
                Set.copyOf(Schema.DEFAULT_MISSING),
                Optional.empty(),
                Optional.empty(),
                bits);
    }

    private static List<String> names(String prefix, int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> prefix + i)
                .toList();
    }
}
