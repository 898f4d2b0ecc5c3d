package dev.evenkeel.config.shape;

import dev.evenkeel.model.update.Hyperparameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Reads the shapes of settings off annotated records. */
public final class Shapes {
    private static final Map<Class<?>, Shape.Section> CHECKED = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Shape.Union> UNIONS = new HashMap<>();

    private Shapes() {}

    /**
     * The shape of a section.
     *
     * @throws IllegalStateException when the records are not annotated as they must be
     */
    public static Shape.Section section(Class<?> type) {
        List<Shape.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Splice.class)) {
                section(component.getType()).fields().forEach(field -> fields.add(field.in(component)));
                continue;
            }
            Hyperparameter learned = component.getAnnotation(Hyperparameter.class);
            if (learned != null) {
                fields.add(hyperparameter(type, component, learned));
                continue;
            }
            Key key = component.getAnnotation(Key.class);
            if (key == null) {
                throw new IllegalStateException("lacks @Key: component=" + type.getName() + "." + component.getName());
            }
            String name = key.name().isEmpty() ? Names.kebab(component.getName()) : key.name();
            Shape shape = shape(component.getGenericType(), key);
            String orElse = key.from() == void.class ? key.orElse() : learnerDefault(key.from(), component);
            fields.add(new Shape.Field(name, List.of(component), shape, Shape.Facts.of(key), orElse));
        }
        return new Shape.Section(type, List.copyOf(fields));
    }

    private static Shape.Field hyperparameter(Class<?> type, RecordComponent component, Hyperparameter facts) {
        Range range = new Range(facts.min(), facts.max(), facts.above(), facts.below(), "");
        return new Shape.Field(
                Names.kebab(component.getName()),
                List.of(component),
                new Shape.Value(ValueType.of(component.getType()), range, ""),
                new Shape.Facts(facts.about(), "", false, false),
                learnerDefault(type, component));
    }

    /**
     * Checks the components of a record in its compact constructor.
     *
     * @param values of all components, in order
     * @throws IllegalArgumentException when one is null or out of the range that its {@link Key} gives
     */
    public static void check(Class<? extends Record> type, Object... values) {
        Shape.Section section = CHECKED.computeIfAbsent(type, Shapes::section);
        for (int i = 0; i < values.length; i++) {
            Shape.Field field = section.fields().get(i);
            if (values[i] == null) {
                throw new IllegalArgumentException("must not be null: " + field.name() + "=null");
            }
            check(field.shape(), field.name(), values[i]);
        }
    }

    private static void check(Shape shape, String key, Object value) {
        if (shape instanceof Shape.OrNone optional) {
            ((Optional<?>) value).ifPresent(v -> check(optional.shape(), key, v));
        } else if (shape instanceof Shape.Value plain && !plain.type().inRange().test(value, plain.range())) {
            throw new IllegalArgumentException("must be " + plain.expected() + ": " + key + "="
                    + plain.type().print().apply(value));
        }
    }

    private static Shape shape(Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return new Shape.OrNone(orNone(shape(argument, key), key.none()), key.none());
            }
            if (generic.getRawType() == List.class) {
                return new Shape.Items(shape(argument, key));
            }
            Type value = generic.getActualTypeArguments()[1];
            return value == String.class ? new Shape.TextMap() : new Shape.Named(shape(value, key));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isAnnotationPresent(Variants.class)) {
            return union(plain);
        }
        if (plain.isRecord() && !plain.isAnnotationPresent(TextForm.class)) {
            return section(plain);
        }
        return new Shape.Value(ValueType.of(plain), Range.of(key), key.expected());
    }

    /** A plain value's messages mention the word for none, too. */
    private static Shape orNone(Shape shape, String none) {
        return shape instanceof Shape.Value value
                ? new Shape.Value(value.type(), value.range(), value.expected() + " or " + none)
                : shape;
    }

    /** Unions that hold themselves are one object, so each is known before its kinds are. */
    private static synchronized Shape.Union union(Class<?> type) {
        Shape.Union known = UNIONS.get(type);
        if (known != null) {
            return known;
        }
        Variants variants = type.getAnnotation(Variants.class);
        Map<String, Shape.Section> kinds = new LinkedHashMap<>();
        Shape.Union union = new Shape.Union(type, variants.by(), variants.orElse(), Collections.unmodifiableMap(kinds));
        UNIONS.put(type, union);
        for (Class<?> kind : type.getPermittedSubclasses()) {
            kinds.put(Names.kebab(kind.getSimpleName()), section(kind));
        }
        return union;
    }

    private static String learnerDefault(Class<?> holder, RecordComponent component) {
        try {
            Object value = constant(holder, component);
            if (value instanceof Enum<?> constant) {
                return Names.kebab(constant);
            }
            return value instanceof List<?> list
                    ? list.stream().map(v -> '"' + v.toString() + '"').collect(Collectors.joining(", ", "[", "]"))
                    : value.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "holds no default: class=" + holder.getName() + ", component=" + component.getName(), e);
        }
    }

    private static Object constant(Class<?> holder, RecordComponent component) throws ReflectiveOperationException {
        if (holder.isRecord()
                && List.of(holder.getFields()).stream()
                        .anyMatch(f -> f.getName().equals("DEFAULT"))) {
            Object all = holder.getField("DEFAULT").get(null);
            return holder.getMethod(component.getName()).invoke(all);
        }
        String name = Names.kebab(component.getName()).replace('-', '_').toUpperCase(Locale.ROOT);
        return holder.getField("DEFAULT_" + name).get(null);
    }
}
