package dev.evenkeel.model.drift;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is watched for drift, by which detector, and what an alarm leads to.
 *
 * @param detector one of these settings for each signal
 * @param signals {@link #LOSS} and names of numeric columns, none twice; nothing is watched when empty
 * @param actions what an alarm leads to
 * @param stepFactor what {@link DriftAction#RAISE_STEP} multiplies steps with at first, in (1, 1000]
 * @param stepExamples over so many examples the factor falls back to 1, in [1, 2^40]
 */
public record DriftSettings(
        DetectorSettings detector,
        List<String> signals,
        Set<DriftAction> actions,
        double stepFactor,
        long stepExamples) {
    /** The signal that is the loss of each example; a column of that name cannot be watched. */
    public static final String LOSS = "loss";

    /** Enough to be felt, and less than what makes a sound rate diverge. */
    public static final double DEFAULT_STEP_FACTOR = 3;

    /** About as long as a changed stream takes to be learned anew. */
    public static final long DEFAULT_STEP_EXAMPLES = 1_000;

    /** Nothing is watched. */
    public static final DriftSettings OFF = new DriftSettings(
            AdwinHyperparameters.DEFAULT, List.of(), Set.of(), DEFAULT_STEP_FACTOR, DEFAULT_STEP_EXAMPLES);

    private static final double HIGHEST_FACTOR = 1_000;
    private static final long MOST_EXAMPLES = 1L << 40;

    /** Copies the collections and checks the ranges. */
    public DriftSettings {
        Objects.requireNonNull(detector, "detector");
        signals = List.copyOf(signals);
        EnumSet<DriftAction> sorted = EnumSet.noneOf(DriftAction.class);
        sorted.addAll(actions);
        actions = Collections.unmodifiableSet(sorted);
        if (new HashSet<>(signals).size() < signals.size()) {
            throw new IllegalArgumentException("must be watched once: signals=" + signals);
        }
        if (!(stepFactor > 1 && stepFactor <= HIGHEST_FACTOR)) {
            throw new IllegalArgumentException("must be in (1, 1000]: step-factor=" + stepFactor);
        }
        if (stepExamples < 1 || stepExamples > MOST_EXAMPLES) {
            throw new IllegalArgumentException("must be in [1, 1099511627776]: step-examples=" + stepExamples);
        }
    }
}
