package dev.evenkeel.model.loss;

import dev.evenkeel.model.data.Task;

/** The losses by name. Persisted by {@link #key()}. */
public enum LossKind {
    /** (s - y)². */
    SQUARED("squared", Task.REGRESSION),
    /** Squared near the label, linear far from it. */
    HUBER("huber", Task.REGRESSION),
    /** The pinball loss. */
    QUANTILE("quantile", Task.REGRESSION),
    /** The deviance of counts; scores are log-means. */
    POISSON("poisson", Task.REGRESSION),
    /** ln(1 + e^(-ys)), y = ±1. */
    LOGISTIC("logistic", Task.BINARY),
    /** max(0, 1 - ys), y = ±1; scores are margins. */
    HINGE("hinge", Task.BINARY),
    /** -ln of the softmax probability of the true class. */
    SOFTMAX("softmax", Task.MULTICLASS);

    private final String key;
    private final Task task;

    LossKind(String key, Task task) {
        this.key = key;
        this.task = task;
    }

    /** The name users write and files hold. */
    public String key() {
        return key;
    }

    /** The task it belongs to. */
    public Task task() {
        return task;
    }

    /** The loss a task gets when nothing is said. */
    public static LossKind defaultFor(Task task) {
        return switch (task) {
            case BINARY -> LOGISTIC;
            case MULTICLASS -> SOFTMAX;
            case REGRESSION -> SQUARED;
        };
    }
}
