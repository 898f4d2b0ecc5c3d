package dev.evenkeel.config.shape;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the shapes of settings off annotated records. */
public final class Shapes {
    private Shapes() {}

    /**
     * The shape of a section.
     *
     * @throws IllegalStateException when the records are not annotated as they must be
     */
    public static Shape.Section section(Class<?> type) {
        List<Shape.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Key key = component.getAnnotation(Key.class);
            if (key == null) {
                throw new IllegalStateException("lacks @Key: component=" + type.getName() + "." + component.getName());
            }
            String name = key.name().isEmpty() ? Names.kebab(component.getName()) : key.name();
            Shape shape = shape(component.getGenericType(), key);
            String orElse = key.from() == void.class ? key.orElse() : learnerDefault(key.from(), component);
            fields.add(new Shape.Field(name, component, shape, key, orElse));
        }
        return new Shape.Section(type, List.copyOf(fields));
    }

    private static Shape shape(Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return new Shape.OrNone(shape(argument, key), key.none());
            }
            return generic.getRawType() == List.class ? new Shape.Items(shape(argument, key)) : new Shape.TextMap();
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

    private static Shape.Union union(Class<?> type) {
        Variants variants = type.getAnnotation(Variants.class);
        Map<String, Shape.Section> kinds = new LinkedHashMap<>();
        for (Class<?> kind : type.getPermittedSubclasses()) {
            kinds.put(Names.kebab(kind.getSimpleName()), section(kind));
        }
        return new Shape.Union(variants.by(), variants.orElse(), kinds);
    }

    private static String learnerDefault(Class<?> holder, RecordComponent component) {
        try {
            Object value = constant(holder, component);
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
