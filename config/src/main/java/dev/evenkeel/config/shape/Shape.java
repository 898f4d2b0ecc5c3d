package dev.evenkeel.config.shape;

import dev.evenkeel.config.document.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may stand in a place of the file. Built once from the records by {@link Shapes}. */
public sealed interface Shape {
    /**
     * A plain value.
     *
     * @param type how it is read and printed
     * @param range what bounds it
     * @param own what is right in the setting's own words; empty where type and range say it
     */
    record Value(ValueType type, Range range, String own) implements Shape {
        /** What is right: {@code must be …}. */
        String expected() {
            return own.isEmpty() ? type.expected() + range.describe() : own;
        }
    }

    /**
     * A list.
     *
     * @param item what each of its values is
     */
    record Items(Shape item) implements Shape {
        /** Whether a list of one may be written as that one: where no list can be meant, since it is a word to choose. */
        boolean mayBeOne() {
            return item instanceof Value value && value.type().kind() == ValueType.Kind.CHOICE;
        }
    }

    /** Keys of the user's own choice with text as values. */
    record TextMap() implements Shape {}

    /**
     * Keys of the user's own choice with equal kinds of values.
     *
     * @param value what each of them holds
     */
    record Named(Shape value) implements Shape {}

    /**
     * A value or the word for none.
     *
     * @param shape of the value
     * @param none the word
     */
    record OrNone(Shape shape, String none) implements Shape {
        /** How none is written where YAML's own null stands for it. */
        static final String NULL = "null";

        /** Whether a node is the word for none. */
        boolean isNone(Node node) {
            return node instanceof Node.Scalar scalar
                    && (scalar.text().equals(none) || (scalar.empty() && none.equals(NULL)));
        }
    }

    /**
     * A section with fixed keys.
     *
     * @param type the record it becomes
     * @param fields its keys, in the record's order
     */
    record Section(Class<?> type, List<Field> fields) implements Shape {
        /** The key of that name. */
        Optional<Field> field(String key) {
            return fields.stream().filter(f -> f.name().equals(key)).findFirst();
        }

        /**
         * The record of values for all keys.
         *
         * @throws IllegalArgumentException when the record refuses them
         */
        public Object construct(Map<String, Object> values) {
            return construct(type, fields, values);
        }

        /** One record; of the fields, those that lie in it or in records spliced into it. */
        private static Object construct(Class<?> type, List<Field> fields, Map<String, Object> values) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                List<Field> own = fields.stream()
                        .filter(f -> f.path().get(0).getName().equals(component.getName()))
                        .toList();
                arguments[i] = component.isAnnotationPresent(Splice.class)
                        ? construct(
                                component.getType(),
                                own.stream().map(Field::inner).toList(),
                                values)
                        : values.get(own.get(0).name());
            }
            try {
                return type.getConstructor(types).newInstance(arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException refused) {
                    throw refused;
                }
                throw new IllegalStateException("cannot be made: type=" + type.getName(), e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot be made: type=" + type.getName(), e);
            }
        }

        /** Whether every key has a default. */
        boolean defaultsAll() {
            return fields.stream().noneMatch(f -> f.facts().required());
        }

        /** The key that a plain value in the section's place stands for. */
        Optional<String> shorthand() {
            return fields.stream()
                    .filter(f -> f.facts().shorthand())
                    .map(Field::name)
                    .findFirst();
        }
    }

    /**
     * A section of several kinds. A kind may hold the union itself.
     *
     * @param type the interface its records implement
     * @param by the key that names the kind; empty where the kind's only key does
     * @param orElse the kind when none is named; empty when one must be
     * @param kinds by name
     */
    record Union(Class<?> type, String by, String orElse, Map<String, Section> kinds) implements Shape {
        /** The kinds' names as one text. */
        String names() {
            return kinds.entrySet().stream()
                    .map(kind -> by.isEmpty() && !kind.getValue().fields().isEmpty()
                            ? "{" + kind.getKey() + ": …}"
                            : kind.getKey())
                    .collect(Collectors.joining(" | "));
        }

        /** Whether one of its kinds holds the union itself, at any depth. */
        boolean recursive() {
            return kinds.values().stream().anyMatch(kind -> holds(kind));
        }

        private boolean holds(Shape shape) {
            if (shape instanceof Union union) {
                return union.type().equals(type);
            } else if (shape instanceof Section section) {
                return section.fields().stream().anyMatch(field -> holds(field.shape()));
            } else if (shape instanceof Items items) {
                return holds(items.item());
            } else if (shape instanceof Named named) {
                return holds(named.value());
            }
            return shape instanceof OrNone optional && holds(optional.shape());
        }

        /** What may stand under the key that names the kind. */
        Value choice() {
            return new Value(ValueType.choice(List.copyOf(kinds.keySet())), Range.NONE, "");
        }
    }

    /**
     * A key of a section.
     *
     * @param name as written
     * @param path of record components that lead to it: one, but for records spliced into others
     * @param shape of its value
     * @param facts what else is known of it
     * @param orElse the default as it would be written; empty for sections
     */
    record Field(String name, List<RecordComponent> path, Shape shape, Facts facts, String orElse) {
        /** The same key as one of a record that holds the record around it. */
        Field in(RecordComponent outer) {
            List<RecordComponent> longer = new ArrayList<>(path);
            longer.add(0, outer);
            return new Field(name, List.copyOf(longer), shape, facts, orElse);
        }

        /** The same key as one of the record that is spliced in. */
        Field inner() {
            return new Field(name, path.subList(1, path.size()), shape, facts, orElse);
        }

        /** Something right to offer in a message; may be empty. */
        String example() {
            return facts.example().isEmpty() ? orElse.replace("${name}", "bank") : facts.example();
        }

        /** Whether its own keys' defaults stand in for it when it is not written. */
        boolean section() {
            return orElse.isEmpty() && (shape instanceof Section || shape instanceof Union);
        }
    }

    /**
     * What a user is told of a key besides its shape.
     *
     * @param about what it does
     * @param example what messages offer; the default where empty
     * @param required whether there is no default
     * @param shorthand whether a plain value in the section's place stands for it
     */
    record Facts(String about, String example, boolean required, boolean shorthand) {
        static Facts of(Key key) {
            return new Facts(key.about(), key.example(), key.required(), key.shorthand());
        }
    }
}
