package dev.evenkeel.model.learner;

/** Makes learners. */
public final class Learners {
    private Learners() {}

    /** A learner that has seen nothing. */
    public static Learner create(LearnerSpec spec) {
        return switch (spec.kind()) {
            case LINEAR -> new LinearLearner(spec);
            case NETWORK -> new NetworkLearner(spec);
        };
    }
}
