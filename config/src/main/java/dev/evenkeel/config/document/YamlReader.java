package dev.evenkeel.config.document;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns YAML into nodes, placeholders not yet resolved. Nothing is constructed from tags, and every list and mapping is
 * visited once, so neither aliases nor recursion can make a small file large.
 */
final class YamlReader {
    private static final int DEEPEST = 20;
    private static final int LARGEST = 1 << 20;
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);

    private final Mistakes mistakes;
    private final Set<org.yaml.snakeyaml.nodes.Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * The tree of a text.
     *
     * @param key what the text is the value of; empty for a whole file
     * @return empty after a mistake, and when the text holds nothing
     */
    Optional<Node> read(String text, String key, Origin origin) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try {
            org.yaml.snakeyaml.nodes.Node root = new Yaml(options).compose(new StringReader(text));
            return root == null ? Optional.empty() : Optional.of(node(root, key, at(root.getStartMark(), origin)));
        } catch (MarkedYAMLException e) {
            Origin place = e.getProblemMark() == null ? origin : at(e.getProblemMark(), origin);
            mistakes.add(place, key, "is not YAML: " + e.getProblem(), remedy(text, place));
        } catch (YAMLException e) {
            mistakes.add(origin, key, "is not YAML: " + e.getMessage(), "write it shorter and flatter");
        }
        return Optional.empty();
    }

    private static String remedy(String text, Origin place) {
        List<String> lines = text.lines().toList();
        String line = place.line() >= 1 && place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
        if (line.indexOf('\t') >= 0) {
            return "indent with spaces, not with tabs";
        }
        return line.contains("${") ? "put quotes around a value with a placeholder" : "mind colons, quotes and indents";
    }

    private static Origin at(Mark mark, Origin origin) {
        return origin.source() == Origin.Source.FILE
                ? Origin.ofFile(origin.file(), mark.getLine() + 1, mark.getColumn() + 1)
                : origin;
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml, String key, Origin origin) {
        if (yaml instanceof ScalarNode scalar) {
            if (!PLAIN.contains(scalar.getTag())) {
                mistakes.add(origin, key, "has a tag: " + scalar.getTag().getValue(), "remove the tag");
            }
            return new Node.Scalar(scalar.getValue(), scalar.getTag().equals(Tag.NULL), scalar.getValue(), origin);
        }
        if (!visited.add(yaml)) {
            mistakes.add(origin, key, "is an alias of a list or a mapping", "write it out");
            return new Node.Unresolved(origin);
        }
        return yaml instanceof SequenceNode sequence
                ? sequence(sequence, key, origin)
                : mapping((MappingNode) yaml, key, origin);
    }

    private Node sequence(SequenceNode yaml, String key, Origin origin) {
        List<Node> items = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node item : yaml.getValue()) {
            // an alias has no place of its own: its node stands where the anchor is
            Origin at = visited.contains(item) ? origin : at(item.getStartMark(), origin);
            items.add(node(item, key + "[" + items.size() + "]", at));
        }
        return new Node.Sequence(items, origin);
    }

    private Node mapping(MappingNode yaml, String key, Origin origin) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple entry : yaml.getValue()) {
            Origin at = at(entry.getKeyNode().getStartMark(), origin);
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                mistakes.add(at, key, "has a key that is a list or a mapping", "write a name");
                continue;
            }
            String path = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
            if (entries.containsKey(name.getValue())) {
                mistakes.add(at, path, "is given twice", "keep one");
            } else {
                entries.put(name.getValue(), node(entry.getValueNode(), path, at));
            }
        }
        return new Node.Mapping(entries, origin);
    }
}
