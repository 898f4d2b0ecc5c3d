package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;

/**
 * Settings of {@link PageHinkley}. Both magnitudes are in the values' own unit: who measures in other units must scale them.
 *
 * @param tolerance δ, the change of the mean that is tolerated, finite and at least 0
 * @param threshold λ, the summed excess that raises an alarm, finite and above 0
 * @param minExamples fewest examples since the last alarm before the next, in [1, 1048576]
 */
public record PageHinkleyHyperparameters(double tolerance, double threshold, int minExamples)
        implements DetectorSettings {
    /** What other programs customarily use; meant for values in [0, 1], such as errors. */
    public static final PageHinkleyHyperparameters DEFAULT = new PageHinkleyHyperparameters(0.005, 50, 30);

    /** Checks the ranges. */
    public PageHinkleyHyperparameters {
        if (!(tolerance >= 0 && tolerance <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("must be >= 0 and finite: tolerance=" + tolerance);
        }
        if (!(threshold > 0 && threshold <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("must be > 0 and finite: threshold=" + threshold);
        }
        Checks.range("min-examples", minExamples, 1, 1 << 20);
    }

    @Override
    public PageHinkley create(RandomStream random) {
        return new PageHinkley(this);
    }

    @Override
    public boolean inUnitsOfTheValues() {
        return true;
    }
}
