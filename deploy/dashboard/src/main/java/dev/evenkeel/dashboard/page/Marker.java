package dev.evenkeel.dashboard.page;

/** Something that happened at one place, or from one place to another, of the level axis; finite, {@code from <= to}. */
record Marker(double from, double to, String label) {
    Marker {
        if (!(Double.isFinite(from) && Double.isFinite(to) && from <= to)) {
            throw new IllegalArgumentException(
                    "must be finite and in order: marker=%s, from=%s, to=%s".formatted(label, from, to));
        }
    }
}
