package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is watched for drift, and what an alarm leads to.
 *
 * @param detector what finds it
 * @param watch what is watched
 * @param onAlarm what an alarm leads to
 * @param stepFactor how much longer steps are
 * @param stepExamples for how long
 */
public record DriftSpec(
        @Key(about = "What finds drift in each watched signal.")
        DetectorSpec detector,

        @Key(
                about = "What is watched: loss, and columns of schema.numeric.",
                orElse = "[loss]",
                example = "[loss, duration]")
        List<String> watch,

        @Key(
                about = "What an alarm leads to besides its report; a falling loss leads to nothing else. reanchor and"
                        + " forget-inputs keep the share of the past that the detector still finds true.",
                orElse = "[report]",
                example = "[raise-step, forget-inputs]")
        List<DriftAction> onAlarm,

        @Key(
                about = "What raise-step multiplies steps with at first.",
                from = DriftSettings.class,
                above = "1",
                max = "1000")
        double stepFactor,

        @Key(
                about = "Examples over which that factor falls back to 1.",
                from = DriftSettings.class,
                min = "1",
                max = "1099511627776")
        long stepExamples) {
    /** Checks the ranges and copies the lists. */
    public DriftSpec {
        Shapes.check(DriftSpec.class, detector, watch, onAlarm, stepFactor, stepExamples);
        watch = List.copyOf(watch);
        onAlarm = List.copyOf(onAlarm);
        if (new HashSet<>(watch).size() < watch.size()) {
            throw new IllegalArgumentException("must be watched once: watch=" + watch);
        }
    }

    /** The learner's view of it. */
    public DriftSettings toSettings() {
        return detector.toSettings()
                .map(settings -> new DriftSettings(settings, watch, Set.copyOf(onAlarm), stepFactor, stepExamples))
                .orElse(DriftSettings.OFF);
    }
}
