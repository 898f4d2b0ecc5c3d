package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;

/**
 * Settings of {@link Kswin}.
 *
 * @param alpha α, the level of one test, in (0, 1); tests are many and overlap, so it must be small
 * @param window n, examples looked back on, in [2·sample, 65536]
 * @param sample r, examples in each of the two samples, in [2, 32768]
 * @param every examples from one test to the next, in [1, 1048576]; 1 is the paper's
 */
public record KswinHyperparameters(double alpha, int window, int sample, int every) implements DetectorSettings {
    /**
     * Window and sample are what the authors' program uses; α is smaller than its 0.005, which on a steady stream
     * raises hundreds of alarms in 100,000 examples.
     */
    public static final KswinHyperparameters DEFAULT = new KswinHyperparameters(1e-4, 100, 30, 1);

    /** Checks the ranges. */
    public KswinHyperparameters {
        Checks.probability("alpha", alpha);
        Checks.range("sample", sample, 2, 1 << 15);
        Checks.range("window", window, 2 * sample, 1 << 16);
        Checks.range("every", every, 1, 1 << 20);
    }

    @Override
    public Kswin create(RandomStream random) {
        return new Kswin(this, random);
    }
}
