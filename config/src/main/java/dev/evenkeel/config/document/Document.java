package dev.evenkeel.config.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads a pipeline file, puts the overrides in, and then resolves the placeholders of what is left. */
public final class Document {
    private final Mistakes mistakes;
    private final Placeholders placeholders;

    private Document(Mistakes mistakes, Placeholders placeholders) {
        this.mistakes = mistakes;
        this.placeholders = placeholders;
    }

    /**
     * The tree of a file.
     *
     * @param text the file's
     * @param sets overrides, each {@code path=value}
     * @param environment gives null for a variable that is not set
     * @param mistakes receives what is wrong
     * @return empty when the text has no tree, which has been reported then
     */
    public static Optional<Node.Mapping> read(
            String text, List<String> sets, UnaryOperator<String> environment, Layout layout, Mistakes mistakes) {
        Optional<Node.Mapping> root = root(text, sets.isEmpty(), mistakes);
        if (root.isEmpty()) {
            return root;
        }
        Node.Mapping tree = root.get();
        Overrides overrides = new Overrides(layout, mistakes);
        for (String set : sets) {
            tree = overrides.apply(tree, set);
        }
        Path file = Path.of(mistakes.file()).toAbsolutePath();
        Path folder = file.getParent() == null ? file : file.getParent();
        Document document = new Document(mistakes, new Placeholders(folder, environment));
        return Optional.of(document.mapping(tree, ""));
    }

    /** A value that nobody wrote, given as YAML. */
    public static Node ofDefault(String yaml) {
        if (!yaml.startsWith("[") && !yaml.startsWith("{")) {
            return Node.Scalar.ofDefault(yaml);
        }
        return new YamlReader(new Mistakes(""))
                .read(yaml, "", Origin.ofDefault())
                .orElseThrow();
    }

    /** The text that a placeholder's resolution turns into this one. */
    public static String escape(String text) {
        return Placeholders.escape(text);
    }

    private static Optional<Node.Mapping> root(String text, boolean needed, Mistakes mistakes) {
        Origin start = Origin.ofFile(mistakes.file(), 1, 1);
        Optional<Node> root = new YamlReader(mistakes).read(text, "", start);
        if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
            // the place of the whole is its first line, comments included
            return Optional.of(new Node.Mapping(mapping.entries(), start));
        }
        if (!mistakes.none()) {
            return Optional.empty();
        }
        if (root.isPresent()) {
            mistakes.add(root.get().origin(), "", "must hold keys and values", "write e.g. name: bank");
            return Optional.empty();
        }
        if (needed) {
            mistakes.add(start, "", "is empty", "write at least name, kafka, examples, schema and model");
            return Optional.empty();
        }
        return Optional.of(new Node.Mapping(Map.of(), start));
    }

    private Node resolved(Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            return mapping(mapping, path);
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = new ArrayList<>();
            for (Node item : sequence.items()) {
                items.add(resolved(item, path + "[" + items.size() + "]"));
            }
            return new Node.Sequence(items, sequence.origin());
        }
        return node instanceof Node.Scalar scalar ? scalar(scalar, path) : node;
    }

    private Node.Mapping mapping(Node.Mapping mapping, String path) {
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, value) -> entries.put(key, resolved(value, path.isEmpty() ? key : path + "." + key)));
        return new Node.Mapping(entries, mapping.origin());
    }

    private Node scalar(Node.Scalar scalar, String path) {
        try {
            Placeholders.Resolved resolved = placeholders.resolve(scalar.text());
            if (!resolved.used()) {
                return new Node.Scalar(resolved.text(), scalar.empty(), resolved.text(), scalar.origin());
            }
            // what another file holds may be secret: messages show the placeholder
            String shown = resolved.fromFile() ? scalar.text() : resolved.text();
            return new Node.Scalar(
                    resolved.text(), false, shown, scalar.origin().fromEnvironment());
        } catch (PlaceholderException e) {
            mistakes.add(scalar, path, e.getMessage(), e.remedy());
            return new Node.Unresolved(scalar.origin());
        }
    }
}
