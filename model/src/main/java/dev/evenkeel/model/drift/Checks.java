package dev.evenkeel.model.drift;

/** What detectors and their hyperparameters refuse. Stateless and thread-safe. */
final class Checks {
    private Checks() {}

    static double value(double value) {
        if (!(Math.abs(value) <= DriftDetector.LIMIT)) {
            throw new IllegalArgumentException("must be finite and at most 1e140 in magnitude: value=" + value);
        }
        return value;
    }

    static void probability(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("must be in (0, 1): " + name + "=" + value);
        }
    }

    static void range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be in [" + min + ", " + max + "]: " + name + "=" + value);
        }
    }

    /** For numbers read back. */
    static void saved(boolean possible, String tensor) {
        if (!possible) {
            throw new IllegalArgumentException("must be what a detector of these settings saved: tensor=" + tensor);
        }
    }
}
