package dev.evenkeel.config;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings that are promised but not built. Whoever builds one deletes its entry. */
final class NotYet {
    private static final Set<String> KEYS = Set.of("state.ttl");

    private static final Set<String> VALUES =
            values("topology.type", "per-key replicated").collect(Collectors.toUnmodifiableSet());

    private NotYet() {}

    /**
     * Whether a setting is promised but not built.
     *
     * @param setting a key's path, or {@code path=value}; the numbers of list items do not matter
     */
    static boolean covers(String setting) {
        String anyItem = setting.replaceAll("\\[[0-9]+]", "[]");
        return KEYS.contains(anyItem) || VALUES.contains(anyItem);
    }

    private static Stream<String> values(String key, String words) {
        return Stream.of(words.split(" ")).map(word -> key + "=" + word);
    }
}
