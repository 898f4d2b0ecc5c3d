package dev.evenkeel.config.shape;

import java.util.List;

/** What is said of settings that are promised for a later version. */
final class NotYetMessage {
    static final String TEXT = "is not available in this version";

    private NotYetMessage() {}

    /** Offers what there is. */
    static String instead(List<String> choices) {
        return choices.isEmpty() ? "remove it" : "write " + String.join(" | ", choices);
    }
}
