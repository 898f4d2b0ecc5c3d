package dev.evenkeel.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sections of a pipeline that are sound by themselves, by key; the others are absent. */
final class Parts {
    private final Map<String, Object> sections = new HashMap<>();

    /** Adds a section; null stands for one that is not sound. */
    Parts with(String key, Object section) {
        if (section != null) {
            sections.put(key, section);
        }
        return this;
    }

    /** A section, if it is sound. */
    <T> Optional<T> find(String key, Class<T> type) {
        return Optional.ofNullable(sections.get(key)).map(type::cast);
    }
}
