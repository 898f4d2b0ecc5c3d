package dev.evenkeel.config.spec;

/** What topics may be called. */
final class Topics {
    /** Kafka's rule. */
    static final String PATTERN = "[A-Za-z0-9._-]{1,249}";

    /** The rule in words. */
    static final String EXPECTED = "1 to 249 letters, digits, dots, underscores and dashes";

    private Topics() {}
}
