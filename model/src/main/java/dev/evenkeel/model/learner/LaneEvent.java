package dev.evenkeel.model.learner;

import dev.evenkeel.model.drift.DriftAlarm;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Something that happened to a lane and that people should hear of.
 *
 * @param kind what
 * @param version attempted steps when it took effect
 * @param examples rows learned from by then
 * @param timeMs event time of the latest row in milliseconds since 1970 UTC
 * @param text one sentence for people
 * @param details names and values for machines
 */
public record LaneEvent(Kind kind, long version, long examples, long timeMs, String text, Map<String, String> details) {
    /** The detail that names the order this event answers: its {@link Order#id()}. */
    public static final String ORDER = "order";

    /** What happened. */
    public enum Kind {
        /** The last good state has returned, because something was wrong or someone wanted it. */
        ROLLED_BACK,
        /** The last good state has returned, because it predicts better than what was learned since. */
        RETURNED,
        /** Training goes on after a cool-down. */
        LEARNING,
        /** A watched signal has changed. */
        DRIFT,
        /** The stream counts as a new one. */
        NEW_STREAM,
        /** Training has halted. */
        HALTED,
        /** Someone has paused training. */
        PAUSED,
        /** Someone has resumed training. */
        RESUMED,
        /** Someone wants the state published now. */
        PUBLISH,
        /** A snapshot was due, and is not good enough to be published. */
        WITHHELD,
        /** An order waits for its version. */
        ORDER_WAITS,
        /** An order could not be carried out. */
        ORDER_FAILED;

        /** Its name in files and topics, such as {@code rolled-back}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Copies the details. */
    public LaneEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
        details = Map.copyOf(details);
    }

    /** A detector's alarm, with what it measured. */
    static LaneEvent of(DriftAlarm alarm, long version, long examples) {
        String text = String.format(
                Locale.ROOT,
                "%s has %s: %s at %.3g, above %.3g, at example %,d",
                alarm.signal(),
                alarm.rose() ? "risen" : "fallen",
                alarm.detector(),
                alarm.statistic(),
                alarm.threshold(),
                alarm.example());
        Map<String, String> details = Map.of(
                "detector", alarm.detector(),
                "signal", alarm.signal(),
                "statistic", Double.toString(alarm.statistic()),
                "threshold", Double.toString(alarm.threshold()),
                "direction", alarm.rose() ? "up" : "down",
                "example", Long.toString(alarm.example()),
                "time_ms", Long.toString(alarm.timeMs()));
        return new LaneEvent(Kind.DRIFT, version, examples, alarm.timeMs(), text, details);
    }
}
