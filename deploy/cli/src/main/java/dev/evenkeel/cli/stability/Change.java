package dev.evenkeel.cli.stability;

import java.util.Locale;

/** How a loss compares with another, for tables. */
public final class Change {
    private static final double MUCH = 10;
    private static final double ABSURD = 1e5;

    private Change() {}

    /** One loss over another in words: per cent more or less, or how many times as large; may be anything. */
    public static String of(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "not finite";
        }
        String format = ratio < MUCH ? "%+.1f %%" : ratio < ABSURD ? "× %,.0f" : "× %.0e";
        return String.format(Locale.ROOT, format, ratio < MUCH ? 100 * (ratio - 1) : ratio);
    }
}
