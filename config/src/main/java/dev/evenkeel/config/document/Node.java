package dev.evenkeel.config.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value of a document, with its place. The place of a mapping's value is that of its key. Immutable. */
public sealed interface Node {
    /** Where it was written. */
    Origin origin();

    /**
     * A plain value.
     *
     * @param text as written, placeholders resolved; numbers and truth values stay text
     * @param empty whether it is YAML's null
     * @param shown what a message may print: not the contents of other files
     * @param origin where it was written
     */
    record Scalar(String text, boolean empty, String shown, Origin origin) implements Node {
        /** Refuses null. */
        public Scalar {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(shown, "shown");
            Objects.requireNonNull(origin, "origin");
        }

        /** A value nobody wrote. */
        public static Scalar ofDefault(String text) {
            return new Scalar(text, false, text, Origin.ofDefault());
        }

        /** The value is left out: it may be secret. */
        @Override
        public String toString() {
            return "Scalar[" + origin + "]";
        }
    }

    /**
     * A list.
     *
     * @param items its values
     * @param origin where it was written
     */
    record Sequence(List<Node> items, Origin origin) implements Node {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
            Objects.requireNonNull(origin, "origin");
        }
    }

    /**
     * Keys and values.
     *
     * @param entries in the order written
     * @param origin where it was written
     */
    record Mapping(Map<String, Node> entries, Origin origin) implements Node {
        /** Copies the map and keeps its order. */
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            Objects.requireNonNull(origin, "origin");
        }

        /** The same with one entry added or replaced. */
        public Mapping with(String key, Node value) {
            Map<String, Node> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed, origin);
        }
    }

    /**
     * A value whose mistake has been reported already.
     *
     * @param origin where it was written
     */
    record Unresolved(Origin origin) implements Node {
        /** Refuses null. */
        public Unresolved {
            Objects.requireNonNull(origin, "origin");
        }
    }
}
