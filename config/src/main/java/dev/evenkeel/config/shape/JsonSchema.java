package dev.evenkeel.config.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.config.document.Document;
import dev.evenkeel.config.document.Node;
import java.util.Map;
import java.util.Optional;

/** Describes settings as a JSON Schema (draft 2020-12), from which editors complete and check as one types. */
public final class JsonSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What stands for a value that is no text itself. */
    private static final String PLACEHOLDER = "#/$defs/placeholder";

    private JsonSchema() {}

    /** The schema of a file with the settings of a section. */
    public static ObjectNode of(Shape.Section root, String title) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.setAll(section(root, Optional.empty()));
        ObjectNode shared = schema.putObject("$defs");
        shared.putObject("placeholder")
                .put("description", "${env:NAME}, ${env:NAME:-default} or ${file:/path}")
                .put("type", "string")
                .put("pattern", "\\$\\{(env|file):");
        recursive(root, shared);
        return schema;
    }

    /** Adds the unions that hold themselves, which are referred to by name. */
    private static void recursive(Shape shape, ObjectNode shared) {
        if (shape instanceof Shape.Section section) {
            section.fields().forEach(field -> recursive(field.shape(), shared));
        } else if (shape instanceof Shape.Items items) {
            recursive(items.item(), shared);
        } else if (shape instanceof Shape.OrNone optional) {
            recursive(optional.shape(), shared);
        } else if (shape instanceof Shape.Union union && union.recursive() && !shared.has(name(union))) {
            shared.set(name(union), kinds(union));
        }
    }

    private static String name(Shape.Union union) {
        return Names.kebab(union.type().getSimpleName());
    }

    private static ObjectNode shape(Shape shape) {
        if (shape instanceof Shape.Value value) {
            return value(value);
        } else if (shape instanceof Shape.Items items) {
            ObjectNode list = object("array").set("items", shape(items.item()));
            return items.mayBeOne() ? either(shape(items.item()), list) : list;
        } else if (shape instanceof Shape.TextMap) {
            return object("object").set("additionalProperties", anyText());
        } else if (shape instanceof Shape.Named named) {
            return object("object").set("additionalProperties", shape(named.value()));
        } else if (shape instanceof Shape.OrNone optional) {
            return either(none(optional.none()), shape(optional.shape()));
        } else if (shape instanceof Shape.Union union) {
            return union.recursive() ? JSON.objectNode().put("$ref", "#/$defs/" + name(union)) : kinds(union);
        }
        Shape.Section section = (Shape.Section) shape;
        ObjectNode keys = section(section, Optional.empty());
        return section.shorthand()
                .flatMap(section::field)
                .map(field -> either(shape(field.shape()), keys))
                .orElse(keys);
    }

    private static ObjectNode section(Shape.Section section, Optional<Map.Entry<String, String>> kind) {
        ObjectNode schema = object("object");
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        kind.ifPresent(by -> properties.putObject(by.getKey()).put("const", by.getValue()));
        for (Shape.Field field : section.fields()) {
            properties.set(field.name(), field(field));
            if (isNeeded(field)) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** Whether a key must be there: it has no default, or is a section with such a key. */
    private static boolean isNeeded(Shape.Field field) {
        return field.facts().required()
                || (field.shape() instanceof Shape.Section section
                        && section.fields().stream().anyMatch(JsonSchema::isNeeded));
    }

    private static ObjectNode field(Shape.Field field) {
        ObjectNode schema = JSON.objectNode();
        boolean fixed = !field.section() && !field.facts().required();
        boolean named = field.orElse().contains("${");
        schema.put(
                "description",
                field.facts().about() + (named ? " Default: " + field.orElse().replace("${name}", "<name>") : ""));
        if (fixed && !named) {
            schema.set("default", json(field.shape(), Document.ofDefault(field.orElse())));
        }
        schema.setAll(shape(field.shape()));
        return schema;
    }

    private static JsonNode json(Shape shape, Node written) {
        if (written instanceof Node.Sequence sequence) {
            ArrayNode items = JSON.arrayNode();
            sequence.items().forEach(item -> items.add(json(((Shape.Items) shape).item(), item)));
            return items;
        }
        if (written instanceof Node.Mapping || shape instanceof Shape.Union) {
            return shape instanceof Shape.Union ? JSON.textNode(((Node.Scalar) written).text()) : JSON.objectNode();
        }
        if (shape instanceof Shape.OrNone optional) {
            return optional.isNone(written) ? word(optional.none()) : json(optional.shape(), written);
        }
        ValueType type = ((Shape.Value) shape).type();
        return JSON.pojoNode(type.print().apply(type.parse().apply(((Node.Scalar) written).text())));
    }

    private static JsonNode word(String none) {
        return none.equals(Shape.OrNone.NULL) ? JSON.nullNode() : JSON.textNode(none);
    }

    private static ObjectNode kinds(Shape.Union union) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode kinds = schema.putArray("anyOf");
        union.kinds().forEach((name, section) -> {
            if (section.defaultsAll()) {
                kinds.addObject().put("const", name);
            }
            if (union.by().isEmpty()) {
                if (!section.fields().isEmpty()) {
                    kinds.add(section(section, Optional.empty()));
                }
                return;
            }
            ObjectNode keys = section(section, Optional.of(Map.entry(union.by(), name)));
            if (!name.equals(union.orElse())) {
                keys.withArray("required").add(union.by());
            }
            kinds.add(keys);
        });
        return schema;
    }

    private static ObjectNode value(Shape.Value shape) {
        ValueType type = shape.type();
        Range range = shape.range();
        return switch (type.kind()) {
            case TEXT -> {
                ObjectNode text = anyText();
                String pattern = range.pattern().isEmpty() ? type.pattern() : range.pattern();
                // ECMA-262 has no inline flags; the only one in use lets a dot be a line end, which no key needs
                yield pattern.isEmpty()
                        ? text
                        : text.put("pattern", "^(" + pattern.replace("(?s)", "") + ")$|\\$\\{(env|file):");
            }
            case DURATION -> object("string").put("pattern", "^(" + type.pattern() + ")$|\\$\\{(env|file):");
            case INTEGER -> either(bounded(object("integer"), range), placeholder());
            case DECIMAL -> either(bounded(object("number"), range), placeholder());
            case TRUTH -> either(object("boolean"), placeholder());
            case CHOICE -> {
                ObjectNode choice = JSON.objectNode();
                ArrayNode words = choice.putArray("enum");
                type.choices().forEach(words::add);
                yield either(choice, placeholder());
            }
        };
    }

    private static ObjectNode bounded(ObjectNode number, Range range) {
        bound(number, "minimum", range.min());
        bound(number, "maximum", range.max());
        bound(number, "exclusiveMinimum", range.above());
        bound(number, "exclusiveMaximum", range.below());
        return number;
    }

    private static void bound(ObjectNode number, String keyword, String bound) {
        if (!bound.isEmpty()) {
            number.put(keyword, Long.parseLong(bound));
        }
    }

    /** What binds to text: numbers and truth values may go without quotes. */
    private static ObjectNode anyText() {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add("string").add("number").add("boolean");
        return schema;
    }

    private static ObjectNode none(String word) {
        ObjectNode none = JSON.objectNode();
        return word.equals(Shape.OrNone.NULL) ? none.put("type", "null") : none.put("const", word);
    }

    private static ObjectNode placeholder() {
        return JSON.objectNode().put("$ref", PLACEHOLDER);
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("anyOf").add(one).add(other);
        return schema;
    }

    private static ObjectNode object(String type) {
        return JSON.objectNode().put("type", type);
    }
}
