package dev.evenkeel.config.document;

/** A placeholder is malformed, or names what is not there. */
final class PlaceholderException extends Exception {
    private static final long serialVersionUID = 1;

    private final String remedy;

    PlaceholderException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What would be right. */
    String remedy() {
        return remedy;
    }
}
