package dev.evenkeel.model.stability;

/** Finds NaN and infinities. Stateless and thread-safe. */
public final class FiniteCheck {
    private FiniteCheck() {}

    /** Whether {@code values[from, to)} are all finite; true when the range is empty. */
    public static boolean finite(float[] values, int from, int to) {
        // x·0 is 0 for finite x and NaN otherwise; four sums, since a single one cannot be overlapped
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            s0 += values[i] * 0;
            s1 += values[i + 1] * 0;
            s2 += values[i + 2] * 0;
            s3 += values[i + 3] * 0;
        }
        for (; i < to; i++) {
            s0 += values[i] * 0;
        }
        return s0 + s1 + s2 + s3 == 0;
    }
}
