package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;

/** A detector's hyperparameters, from which it is made. Immutable. */
public sealed interface DetectorSettings
        permits AdwinHyperparameters, PageHinkleyHyperparameters, KswinHyperparameters {
    /**
     * A detector that has seen nothing.
     *
     * @param random where its draws begin, if it draws; it is not advanced
     */
    DriftDetector create(RandomStream random);

    /** Whether some of them are in the unit of the values, so that values of unknown units must be brought to one first. */
    default boolean inUnitsOfTheValues() {
        return false;
    }
}
