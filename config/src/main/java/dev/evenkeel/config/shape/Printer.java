package dev.evenkeel.config.shape;

import dev.evenkeel.config.document.Document;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Turns settings back into what a user would write, defaults included. */
public final class Printer {
    private Printer() {}

    /** The settings as YAML that binds to equal ones. Secrets are in the clear. */
    public static String yaml(Shape.Section section, Object value) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(escaped(plain(section, value)));
    }

    /** The settings by path, in the order of the records; a list is one setting. Secrets are in the clear. */
    public static Map<String, String> flat(Shape.Section section, Object value) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten(plain(section, value), "", flat);
        return flat;
    }

    private static void flatten(Object plain, String path, Map<String, String> flat) {
        if (plain instanceof Map<?, ?> map && (!map.isEmpty() || path.isEmpty())) {
            map.forEach((key, child) -> flatten(child, path.isEmpty() ? "" + key : path + "." + key, flat));
        } else if (plain instanceof String text) {
            flat.put(path, text.isEmpty() ? "\"\"" : text);
        } else {
            flat.put(path, inline(plain));
        }
    }

    private static String inline(Object plain) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.FLOW);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(plain).strip();
    }

    private static Object escaped(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, escaped(value)));
            return copy;
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(Printer::escaped).toList();
        }
        return plain instanceof String text ? Document.escape(text) : plain;
    }

    private static Object plain(Shape shape, Object value) {
        if (shape instanceof Shape.Value scalar) {
            return scalar.type().print().apply(value);
        } else if (shape instanceof Shape.Items items) {
            List<Object> list = new ArrayList<>();
            ((List<?>) value).forEach(item -> list.add(plain(items.item(), item)));
            return list;
        } else if (shape instanceof Shape.TextMap) {
            return new TreeMap<>((Map<?, ?>) value);
        } else if (shape instanceof Shape.Named named) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, v) -> map.put(key.toString(), plain(named.value(), v)));
            return map;
        } else if (shape instanceof Shape.OrNone optional) {
            Object none = optional.none().equals("null") ? null : optional.none();
            return ((Optional<?>) value).map(v -> plain(optional.shape(), v)).orElse(none);
        } else if (shape instanceof Shape.Union union) {
            return union(union, value);
        }
        return section((Shape.Section) shape, value);
    }

    private static Object union(Shape.Union union, Object value) {
        String name = Names.kebab(value.getClass().getSimpleName());
        Map<String, Object> fields = section(union.kinds().get(name), value);
        if (union.by().isEmpty()) {
            return fields.isEmpty() ? name : fields;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(union.by(), name);
        named.putAll(fields);
        return named;
    }

    private static Map<String, Object> section(Shape.Section section, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Shape.Field field : section.fields()) {
            fields.put(field.name(), plain(field.shape(), read(field, value)));
        }
        return fields;
    }

    private static Object read(Shape.Field field, Object value) {
        try {
            Object read = value;
            for (RecordComponent component : field.path()) {
                read = component.getAccessor().invoke(read);
            }
            return read;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot be read: component=" + field.path(), e);
        }
    }
}
