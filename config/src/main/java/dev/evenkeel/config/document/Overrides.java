package dev.evenkeel.config.document;

import java.util.Map;

/** Puts {@code path=value} overrides into a tree. */
final class Overrides {
    private static final String YAML_STARTS = "[{\"'";

    private final Layout layout;
    private final Mistakes mistakes;

    Overrides(Layout layout, Mistakes mistakes) {
        this.layout = layout;
        this.mistakes = mistakes;
    }

    /** The tree with one override in it; unchanged after a mistake. */
    Node.Mapping apply(Node.Mapping root, String override) {
        int equals = override.indexOf('=');
        String path = equals < 0 ? "" : override.substring(0, equals).strip();
        if (path.isEmpty()) {
            // the text is not printed: where a key should stand, half a secret may
            mistakes.add(Origin.ofSet(), "", "must be path=value", "write e.g. --set window.size=256");
            return root;
        }
        return (Node.Mapping) put(root, "", path, value(path, override.substring(equals + 1)));
    }

    private Node value(String path, String text) {
        if (!text.isEmpty() && YAML_STARTS.indexOf(text.charAt(0)) >= 0) {
            return new YamlReader(mistakes)
                    .read(text, path, Origin.ofSet())
                    .orElse(new Node.Unresolved(Origin.ofSet()));
        }
        boolean empty = text.isEmpty() || text.equals("null") || text.equals("~");
        return new Node.Scalar(text, empty, text, Origin.ofSet());
    }

    private Node put(Node current, String path, String rest, Node value) {
        if (rest.isEmpty()) {
            return value;
        }
        int dot = layout.hasFreeKeys(path) ? -1 : rest.indexOf('.');
        String key = dot < 0 ? rest : rest.substring(0, dot);
        String below = dot < 0 ? "" : rest.substring(dot + 1);
        String child = path.isEmpty() ? key : path + "." + key;
        Node.Mapping section = section(current, path);
        return section.with(key, put(section.entries().get(key), child, below, value));
    }

    private Node.Mapping section(Node current, String path) {
        if (current instanceof Node.Mapping mapping) {
            return mapping;
        }
        Node.Mapping section = new Node.Mapping(Map.of(), current == null ? Origin.ofSet() : current.origin());
        if (current instanceof Node.Scalar scalar && !scalar.empty()) {
            return layout.shorthand(path).map(key -> section.with(key, scalar)).orElse(section);
        }
        return section;
    }
}
