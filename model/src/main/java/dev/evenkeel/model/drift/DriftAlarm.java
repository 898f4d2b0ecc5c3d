package dev.evenkeel.model.drift;

/**
 * That a signal has changed.
 *
 * @param detector which said so
 * @param signal {@link DriftSettings#LOSS} or a numeric column's name
 * @param statistic what the detector compared
 * @param threshold what the statistic exceeded
 * @param rose whether the values have grown rather than fallen
 * @param kept the share in (0, 1] of the examples looked back on that belong to the present
 * @param example the number of the example that raised it, counted from 1
 * @param timeMs that example's time in milliseconds since 1970 UTC
 */
public record DriftAlarm(
        String detector,
        String signal,
        double statistic,
        double threshold,
        boolean rose,
        double kept,
        long example,
        long timeMs) {
    /** Whether anything should be done: a falling loss is a change too, but no reason to forget what was learned. */
    public boolean callsForAction() {
        return rose || !signal.equals(DriftSettings.LOSS);
    }
}
