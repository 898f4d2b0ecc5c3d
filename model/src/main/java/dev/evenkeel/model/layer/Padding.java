package dev.evenkeel.model.layer;

/** What happens at the edges of a grid. Persisted by {@link #key()}. */
public enum Padding {
    /** As many zeros around the grid as make the output ⌈input / stride⌉ long; the odd one is after the end. */
    SAME("same"),
    /** None: the kernel stays inside the grid. */
    VALID("valid");

    private final String key;

    Padding(String key) {
        this.key = key;
    }

    /** The name users write. */
    public String key() {
        return key;
    }
}
