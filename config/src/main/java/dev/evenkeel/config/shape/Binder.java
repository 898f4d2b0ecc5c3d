package dev.evenkeel.config.shape;

import dev.evenkeel.config.document.Document;
import dev.evenkeel.config.document.Mistakes;
import dev.evenkeel.config.document.Node;
import dev.evenkeel.config.document.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns nodes into records. Whatever is wrong is reported and leaves its place empty, so that all mistakes are found at
 * once. Used once, by one thread.
 */
public final class Binder {
    /** {@code must be in [0, 1): beta2=1.5}, as records throw it. */
    private static final Pattern THROWN = Pattern.compile("(.*?): ([a-z0-9-]+)=.*", Pattern.DOTALL);

    private final Mistakes mistakes;
    private final Predicate<String> notYet;
    private final Map<String, String> variables;
    private final Map<String, Node> written = new HashMap<>();
    private final UnknownKeys unknown;

    /**
     * Binds with these rules.
     *
     * @param root all settings, for "did you mean"
     * @param mistakes receives what is wrong
     * @param notYet whether a setting, a path or {@code path=value}, is promised for a later version
     * @param variables what stands for <code>${key}</code> in defaults
     */
    public Binder(Shape.Section root, Mistakes mistakes, Predicate<String> notYet, Map<String, String> variables) {
        this.mistakes = mistakes;
        this.notYet = notYet;
        this.variables = Map.copyOf(variables);
        this.unknown = new UnknownKeys(root, mistakes, notYet);
    }

    /** The values of the root's keys; those with mistakes are absent. */
    public Map<String, Object> values(Shape.Section root, Node.Mapping node) {
        written.put("", node);
        unknown.report(node, root, "");
        return values(root, node, "");
    }

    /** Where each value was written, by path; defaults are not among them. */
    public Map<String, Origin> origins() {
        Map<String, Origin> origins = new HashMap<>();
        written.forEach((path, node) -> origins.put(path, node.origin()));
        return origins;
    }

    /**
     * Reports a mistake between settings.
     *
     * @param keys the one that is wrong, then others that have a share in it: the line is that of the first one written
     */
    public void mistake(List<String> keys, String message, String remedy) {
        String key = keys.get(0);
        if (written.containsKey(key)) {
            mistakes.add(written.get(key), key, message, remedy);
            return;
        }
        Origin at = keys.stream()
                .filter(written::containsKey)
                .findFirst()
                .map(other -> written.get(other).origin())
                .orElseGet(() -> nearest(key));
        mistakes.add(at, key, message, remedy);
    }

    /** The place of the innermost section around a key that was written. */
    private Origin nearest(String key) {
        String path = key;
        while (!written.containsKey(path)) {
            path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
        return written.get(path).origin();
    }

    private Map<String, Object> values(Shape.Section section, Node.Mapping node, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Shape.Field field : section.fields()) {
            String child = Names.path(path, field.name());
            Node given = node.entries().get(field.name());
            if (given == null && field.facts().required()) {
                mistakes.add(nearest(child), child, "is missing", "write e.g. " + field.example());
                continue;
            }
            Node present = given == null ? unwritten(field) : given;
            bind(field.shape(), present, child, field.example()).ifPresent(v -> values.put(field.name(), v));
        }
        return values;
    }

    private Node unwritten(Shape.Field field) {
        if (field.section()) {
            return new Node.Mapping(Map.of(), Origin.ofDefault());
        }
        String text = field.orElse();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            text = text.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return Document.ofDefault(text);
    }

    /** A value; empty after a mistake. */
    private Optional<Object> bind(Shape shape, Node node, String path, String example) {
        if (node.origin().source() != Origin.Source.DEFAULT) {
            written.put(path, node);
        }
        if (node instanceof Node.Unresolved) {
            return Optional.empty();
        } else if (shape instanceof Shape.OrNone optional) {
            return optional.isNone(node)
                    ? Optional.of(Optional.empty())
                    : bind(optional.shape(), node, path, example).map(Optional::of);
        } else if (shape instanceof Shape.Value value) {
            return value(value, node, path, example);
        } else if (shape instanceof Shape.Items items) {
            return items(items, node, path, example);
        } else if (shape instanceof Shape.TextMap) {
            return textMap(node, path);
        } else if (shape instanceof Shape.Named named) {
            return named(named, node, path);
        } else if (shape instanceof Shape.Union union) {
            return union(union, node, path);
        }
        return section((Shape.Section) shape, node, path);
    }

    private Optional<Object> value(Shape.Value shape, Node node, String path, String example) {
        String offer = example.isEmpty() ? "" : "write e.g. " + example;
        if (!(node instanceof Node.Scalar scalar)) {
            return wrong(node.origin(), path, "must be " + shape.expected() + ", not a list or a mapping", offer);
        }
        if (scalar.empty()) {
            return wrong(node.origin(), path, "has no value", offer);
        }
        if (notYet.test(path + "=" + scalar.text())) {
            mistakes.add(node, path, UnknownKeys.NOT_YET, "write " + shape.expected());
            return Optional.empty();
        }
        try {
            Object value = shape.type().parse().apply(scalar.text());
            if (shape.type().inRange().test(value, shape.range())) {
                return Optional.of(value);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // falls through: what is expected says more than what the parser found
        }
        Optional<String> meant = Names.closest(scalar.text(), shape.type().choices());
        mistakes.add(
                node,
                path,
                "must be " + shape.expected(),
                meant.map(m -> "did you mean " + m + "?").orElse(offer));
        return Optional.empty();
    }

    private Optional<Object> items(Shape.Items shape, Node node, String path, String example) {
        if (node instanceof Node.Scalar scalar && shape.mayBeOne() && !scalar.empty()) {
            return bind(shape.item(), node, path, example).map(List::of);
        }
        if (!(node instanceof Node.Sequence sequence)) {
            String offer = example.isEmpty() || example.equals("[]") ? "write e.g. [a, b]" : "write e.g. " + example;
            return wrong(node.origin(), path, "must be a list", offer);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            bind(shape.item(), sequence.items().get(i), path + "[" + i + "]", "")
                    .ifPresent(items::add);
        }
        return items.size() == sequence.items().size() ? Optional.of(items) : Optional.empty();
    }

    private Optional<Object> textMap(Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) {
            return wrong(node.origin(), path, "must hold keys and values", "write e.g. {key: value}");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> {
            String child = Names.path(path, key);
            written.put(child, value);
            if (value instanceof Node.Scalar scalar && !scalar.empty()) {
                texts.put(key, scalar.text());
            } else if (!(value instanceof Node.Unresolved)) {
                wrong(value.origin(), child, "must be text", "put quotes around the value");
            }
        });
        return texts.size() == mapping.entries().size() ? Optional.of(texts) : Optional.empty();
    }

    private Optional<Object> named(Shape.Named shape, Node node, String path) {
        if (!(node instanceof Node.Mapping mapping)) {
            return wrong(node.origin(), path, "must hold keys and values", "write e.g. {name: {…}}");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, value) ->
                        bind(shape.value(), value, Names.path(path, key), "").ifPresent(v -> values.put(key, v)));
        return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<Object> union(Shape.Union union, Node node, String path) {
        Optional<Node.Mapping> mapping = mapping(node, path, Optional.of(union.by()));
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Node.Mapping fields = mapping.get();
        Optional<String> kind = union.by().isEmpty() ? onlyKey(union, fields, path) : named(union, fields, path);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Shape.Section section = union.kinds().get(kind.get());
        if (union.by().isEmpty() && node instanceof Node.Scalar && section.defaultsAll()) {
            return record(section, new Node.Mapping(Map.of(), node.origin()), path);
        }
        unknown.report(fields, union, kind.get(), path);
        return record(section, fields, path);
    }

    /** The kind that the key of kinds names. */
    private Optional<String> named(Shape.Union union, Node.Mapping fields, String path) {
        String child = Names.path(path, union.by());
        Node by = fields.entries().get(union.by());
        if (by == null && union.orElse().isEmpty()) {
            return kindMistake(nearest(child), child, "is missing", "write " + union.names());
        }
        Shape.Value choice = union.choice();
        Node given = by == null ? Document.ofDefault(union.orElse()) : by;
        return bind(choice, given, child, "").map(String.class::cast);
    }

    /** The kind whose name is the only key, or, without a key, the plain word. */
    private Optional<String> onlyKey(Shape.Union union, Node.Mapping fields, String path) {
        Optional<String> kind = union.kinds().keySet().stream()
                .filter(fields.entries()::containsKey)
                .findFirst();
        if (kind.isEmpty() || fields.entries().size() > 1) {
            return kindMistake(fields.origin(), path, "must be " + union.names(), "");
        }
        return kind;
    }

    private Optional<String> kindMistake(Origin at, String path, String message, String remedy) {
        mistakes.add(at, path, message, remedy);
        return Optional.empty();
    }

    private Optional<Object> section(Shape.Section section, Node node, String path) {
        Optional<Node.Mapping> mapping = mapping(node, path, section.shorthand());
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        unknown.report(mapping.get(), section, path);
        return record(section, mapping.get(), path);
    }

    /** A section's keys and values: as written, or as what a plain value in its place stands for. */
    private Optional<Node.Mapping> mapping(Node node, String path, Optional<String> shorthand) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node instanceof Node.Scalar scalar) {
            Node.Mapping nothing = new Node.Mapping(Map.of(), node.origin());
            if (scalar.empty()) {
                return Optional.of(nothing);
            }
            if (shorthand.isPresent()) {
                String key = shorthand.get().isEmpty() ? scalar.text() : shorthand.get();
                return Optional.of(nothing.with(key, scalar));
            }
        }
        mistakes.add(node.origin(), path, "must hold keys and values", "write them indented in the lines below");
        return Optional.empty();
    }

    private Optional<Object> record(Shape.Section section, Node.Mapping node, String path) {
        Map<String, Object> values = values(section, node, path);
        if (values.size() < section.fields().size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(section.construct(values));
        } catch (IllegalArgumentException e) {
            Matcher thrown = THROWN.matcher(e.getMessage());
            boolean known = thrown.matches() && section.field(thrown.group(2)).isPresent();
            String key = known ? Names.path(path, thrown.group(2)) : path;
            mistake(List.of(key), known ? thrown.group(1) : e.getMessage(), "");
            return Optional.empty();
        }
    }

    private Optional<Object> wrong(Origin at, String path, String message, String remedy) {
        mistakes.add(at, path, message, remedy);
        return Optional.empty();
    }
}
