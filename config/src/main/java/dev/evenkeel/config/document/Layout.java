package dev.evenkeel.config.document;

import java.util.Optional;

/** What has to be known of the settings to find the place of an override. */
public interface Layout {
    /** Whether the setting at that path holds keys of the user's own choice, which may contain dots. */
    boolean hasFreeKeys(String path);

    /** The key that a plain value stands for where the setting at that path is a section. */
    Optional<String> shorthand(String path);
}
