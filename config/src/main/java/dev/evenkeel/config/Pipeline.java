package dev.evenkeel.config;

import dev.evenkeel.config.document.Origin;
import java.util.Map;
import java.util.Objects;

/**
 * A specification and where each of its settings came from.
 *
 * @param spec what is set
 * @param origins by path, such as {@code window.size}; a path that is not there has its default
 */
public record Pipeline(PipelineSpec spec, Map<String, Origin> origins) {
    /** Copies the map. */
    public Pipeline {
        Objects.requireNonNull(spec, "spec");
        origins = Map.copyOf(origins);
    }

    /** Where a setting came from. */
    public Origin origin(String path) {
        return origins.getOrDefault(path, Origin.ofDefault());
    }

    /** Whether nobody wrote a setting. */
    public boolean isDefault(String path) {
        return origin(path).source() == Origin.Source.DEFAULT;
    }
}
