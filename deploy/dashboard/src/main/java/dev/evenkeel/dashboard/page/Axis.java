package dev.evenkeel.dashboard.page;

import java.util.Objects;

/**
 * An axis of a chart.
 *
 * @param label what is measured, with its unit, in plain text
 * @param scale how values are spread; people can switch the upright axis of a chart in the page
 */
public record Axis(String label, Scale scale) {
    /** How values are spread along an axis. */
    public enum Scale {
        /** Evenly. */
        LINEAR,
        /** By their logarithm; values that are not positive leave a gap. */
        LOG
    }

    /** Checks that both are given. */
    public Axis {
        if (label.isBlank()) {
            throw new IllegalArgumentException("must say what is measured: label=" + label);
        }
        Objects.requireNonNull(scale, "scale");
    }

    /** An even axis. */
    public static Axis linear(String label) {
        return new Axis(label, Scale.LINEAR);
    }

    /** A logarithmic axis. */
    public static Axis log(String label) {
        return new Axis(label, Scale.LOG);
    }

    /** Whether the axis can show the value. */
    boolean shows(double value) {
        return Double.isFinite(value) && (scale == Scale.LINEAR || value > 0);
    }
}
