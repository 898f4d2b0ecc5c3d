package dev.evenkeel.model.stability;

import dev.evenkeel.model.math.Vectors;

/** Finds NaN and infinities. Stateless and thread-safe. */
public final class FiniteCheck {
    private FiniteCheck() {}

    /** Whether {@code values[from, to)} are all finite; true when the range is empty. */
    public static boolean finite(float[] values, int from, int to) {
        return Vectors.finite(values, from, to);
    }
}
