package dev.evenkeel.cli;

/** The learner halted: it refuses to go on with a model that isn't stable. */
final class HaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltedException(String message) {
        super(message);
    }
}
