package dev.evenkeel.model.data;

/** What is to be predicted. Persisted by {@link #key()}, never by ordinal. */
public enum Task {
    /** A yes or no; labels are 0 and 1, the score is a log-odds. */
    BINARY("binary"),
    /** One of K classes; labels are 0 to K-1, the scores are K unnormalized log-probabilities. */
    MULTICLASS("multiclass"),
    /** A number; the score is the prediction itself. */
    REGRESSION("regression");

    private final String key;

    Task(String key) {
        this.key = key;
    }

    /** The name users write and files hold. */
    public String key() {
        return key;
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException when no task has that name
     */
    public static Task of(String key) {
        for (Task task : values()) {
            if (task.key.equals(key)) {
                return task;
            }
        }
        throw new IllegalArgumentException("unknown task: task=" + key + ", expected=binary | multiclass | regression");
    }
}
