package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * The Page-Hinkley test, in both directions (Page, "Continuous inspection schemes", Biometrika 1954, doi:10.1093/biomet/41.1-2.100;
 * Hinkley 1971, doi:10.1093/biomet/58.3.509; in this form Gama, Sebastião, Rodrigues 2013, doi:10.1007/s10994-012-5320-9).
 *
 * <p>With x̄ₜ the mean of x₁..xₜ, both since the last alarm:
 *
 * <pre>
 *   mₜ = Σ (xᵢ − x̄ᵢ − δ)     rise = mₜ − min m     alarm when rise &gt; λ     (falls: the same of −x)
 * </pre>
 *
 * <p>mₜ − min m is computed as max(0, itself before + xₜ − x̄ₜ − δ), which is equal but does not lose digits on endless streams. An alarm
 * starts everything anew. {@link #kept} is the share of examples after m was last at its minimum, Hinkley's estimate of
 * where the change was; when δ is small beside the noise, as δ = 0.005 is beside errors, it lies too early at times, and too much is
 * kept.
 *
 * <p>On a steady stream of independent values of variance σ², a false alarm in a direction comes about every
 * (e^b − 1 − b)·σ²/(2δ²) examples, b = 2δλ/σ² (the sum taken for a Brownian motion): with the defaults about every 450,000 when the
 * values are errors of probability 0.1, every 22,000 when of 0.5. Choose λ by it. Time and memory: O(1).
 */
public final class PageHinkley implements DriftDetector {
    private final PageHinkleyHyperparameters hyperparameters;
    private final Outcome outcome = new Outcome();
    private long examples;
    private double mean;
    private double rise;
    private double fall;
    /** Examples since the rise was last 0. */
    private long rising;
    /** Examples since the fall was last 0. */
    private long falling;

    /** A detector that has seen nothing. */
    public PageHinkley(PageHinkleyHyperparameters hyperparameters) {
        this.hyperparameters = hyperparameters;
    }

    @Override
    public String name() {
        return "page-hinkley";
    }

    @Override
    public boolean add(double value) {
        Checks.value(value);
        examples++;
        mean += (value - mean) / examples;
        rise = Math.max(0, rise + (value - mean - hyperparameters.tolerance()));
        fall = Math.max(0, fall + (mean - value - hyperparameters.tolerance()));
        rising = rise == 0 ? 0 : rising + 1;
        falling = fall == 0 ? 0 : falling + 1;
        outcome.statistic = Math.max(rise, fall);
        if (examples < hyperparameters.minExamples() || outcome.statistic <= hyperparameters.threshold()) {
            return false;
        }
        outcome.rose = rise >= fall;
        outcome.kept = (double) (outcome.rose ? rising : falling) / examples;
        examples = 0;
        mean = 0;
        rise = 0;
        fall = 0;
        rising = 0;
        falling = 0;
        return true;
    }

    /** The larger of rise and fall, in the values' unit. */
    @Override
    public double statistic() {
        return outcome.statistic;
    }

    /** λ. */
    @Override
    public double threshold() {
        return hyperparameters.threshold();
    }

    @Override
    public boolean rose() {
        return outcome.rose;
    }

    @Override
    public double kept() {
        return outcome.kept;
    }

    /** Examples since the last alarm. */
    @Override
    public long width() {
        return examples;
    }

    @Override
    public void save(String prefix, NamedTensors into) {
        into.put(prefix + "/counts", new long[] {examples, rising, falling}, 3);
        into.put(prefix + "/sums", new double[] {mean, rise, fall}, 3);
        outcome.save(prefix, into);
    }

    @Override
    public void load(String prefix, NamedTensors from) {
        long[] counts = from.longs(prefix + "/counts", 3);
        double[] sums = from.doubles(prefix + "/sums", 3);
        boolean possible = counts[0] >= 0;
        for (int i = 1; i < 3; i++) {
            possible &= counts[i] >= 0 && counts[i] <= counts[0] && sums[i] >= 0 && sums[i] <= Double.MAX_VALUE;
        }
        Checks.saved(possible, prefix + "/counts");
        Checks.value(sums[0]);
        outcome.set(Outcome.loaded(prefix, from));
        examples = counts[0];
        rising = counts[1];
        falling = counts[2];
        mean = sums[0];
        rise = sums[1];
        fall = sums[2];
    }

    @Override
    public PageHinkley copy() {
        PageHinkley copy = new PageHinkley(hyperparameters);
        copy.outcome.set(outcome);
        copy.examples = examples;
        copy.mean = mean;
        copy.rise = rise;
        copy.fall = fall;
        copy.rising = rising;
        copy.falling = falling;
        return copy;
    }
}
