package dev.evenkeel.config.shape;

import dev.evenkeel.config.document.Mistakes;
import dev.evenkeel.config.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reports keys that no record has, with what may have been meant. Values are not printed: they may be misplaced secrets. */
final class UnknownKeys {
    /** What is said of settings that are promised for a later version. */
    static final String NOT_YET = "is not available in this version";

    /** Kinds named in a remedy; more would hide it. */
    private static final int OFFERED = 3;

    private final Mistakes mistakes;
    private final Predicate<String> notYet;
    private final List<String> allPaths = new ArrayList<>();

    UnknownKeys(Shape.Section root, Mistakes mistakes, Predicate<String> notYet) {
        this.mistakes = mistakes;
        this.notYet = notYet;
        collect(root, "");
    }

    /** Reports the keys that a section does not have. */
    void report(Node.Mapping node, Shape.Section section, String path) {
        List<String> known = section.fields().stream().map(Shape.Field::name).toList();
        node.entries().forEach((key, value) -> {
            if (!known.contains(key) && !later(key, value, path)) {
                mistakes.add(value.origin(), Names.path(path, key), "is unknown", remedy(key, known));
            }
        });
    }

    /** Reports the keys that a kind does not have. */
    void report(Node.Mapping node, Shape.Union union, String kind, String path) {
        List<String> known = new ArrayList<>();
        if (!union.by().isEmpty()) {
            known.add(union.by());
        }
        union.kinds().get(kind).fields().forEach(field -> known.add(field.name()));
        boolean word = union.by().isEmpty() && node.entries().containsKey(kind);
        node.entries().forEach((key, value) -> {
            if (known.contains(key) || (word && key.equals(kind)) || later(key, value, path)) {
                return;
            }
            List<String> kinds = union.kinds().entrySet().stream()
                    .filter(other -> other.getValue().field(key).isPresent())
                    .map(other -> union.by() + ": " + other.getKey())
                    .toList();
            String others = kinds.stream().limit(OFFERED).collect(Collectors.joining(" | "))
                    + (kinds.size() > OFFERED ? " | …" : "");
            String child = Names.path(path, key);
            if (others.isEmpty()) {
                mistakes.add(value.origin(), child, "is unknown", remedy(key, known));
            } else {
                String message = "is no key of " + union.by() + ": " + kind;
                mistakes.add(value.origin(), child, message, "remove it, or write " + others);
            }
        });
    }

    private boolean later(String key, Node value, String path) {
        String child = Names.path(path, key);
        if (notYet.test(child)) {
            mistakes.add(value.origin(), child, NOT_YET, "remove it");
            return true;
        }
        return false;
    }

    private String remedy(String key, List<String> known) {
        Optional<String> near = Names.closest(key, known);
        Optional<String> elsewhere = allPaths.stream()
                .filter(path -> path.equals(key) || path.endsWith("." + key))
                .findFirst();
        return near.or(() -> elsewhere)
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty() ? "remove it" : "known here: " + String.join(", ", known));
    }

    private void collect(Shape shape, String path) {
        if (shape instanceof Shape.Section section) {
            section.fields().forEach(field -> {
                String child = Names.path(path, field.name());
                allPaths.add(child);
                collect(field.shape(), child);
            });
        } else if (shape instanceof Shape.Union union) {
            union.kinds().values().forEach(kind -> collect(kind, path));
        } else if (shape instanceof Shape.OrNone optional) {
            collect(optional.shape(), path);
        }
    }
}
