package dev.evenkeel.dashboard.history;

/** The least and the greatest of the values it takes, in the order in which they came; NaN are passed over. Not thread-safe. */
final class Extremes {
    private float least = Float.NaN;
    private float greatest = Float.NaN;
    private boolean leastCameLast;

    void take(float value) {
        if (Float.isNaN(value)) {
            return;
        }
        if (!(value >= least)) { // true as well while there is none
            least = value;
            leastCameLast = true;
        }
        if (!(value <= greatest)) {
            greatest = value;
            leastCameLast = false;
        }
    }

    /** The one that came first; NaN when none came. */
    float first() {
        return leastCameLast ? greatest : least;
    }

    /** The other one; the same when only one came. */
    float second() {
        return leastCameLast ? least : greatest;
    }
}
