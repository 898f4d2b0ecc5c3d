package dev.evenkeel.config;

import dev.evenkeel.config.document.Origin;

/**
 * An effective setting as it may be printed.
 *
 * @param key its path
 * @param value as a user would write it; a secret is hidden
 * @param origin where it came from
 */
public record Setting(String key, String value, Origin origin) {}
