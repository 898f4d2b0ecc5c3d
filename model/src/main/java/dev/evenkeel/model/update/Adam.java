package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma, Ba, arXiv 1412.6980, algorithm 1): m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², θ −= η·m̂ / (√v̂ + ε), with bias-corrected
 * m̂ and v̂.
 *
 * <p>Hyperparameters are per example; at n examples an update, η√n and max(0, 1 − n(1 − β)) are used (Malladi et al., arXiv
 * 2205.10287). ε is as given.
 *
 * <p>Deviation for tables: rows that a step has not touched stay as they are (their moments don't decay), and each row's bias
 * correction counts the steps that touched it. A row touched by every step is updated exactly as a dense parameter would be, and
 * a row's first update is no longer than η whenever it comes.
 *
 * <p>A second moment that overflows makes the proposed change NaN, so that the step can be refused.
 */
final class Adam implements UpdateRule {
    private static final String PREFIX = "slots/adam";
    private static final String STEPS = PREFIX + "/steps";

    private final AdamHyperparameters hyperparameters;
    private final List<AdamMoments> moments = new ArrayList<>();
    private long steps;

    Adam(AdamHyperparameters hyperparameters, Parameters parameters, int step) {
        if (step < 1) {
            throw new IllegalArgumentException("must be >= 1: step=" + step);
        }
        this.hyperparameters = hyperparameters;
        AdamConstants constants = AdamConstants.of(hyperparameters, step);
        for (Parameter parameter : parameters.all()) {
            moments.add(new AdamMoments(parameter, constants));
        }
    }

    private Adam(Adam from, Parameters parameters) {
        hyperparameters = from.hyperparameters;
        steps = from.steps;
        List<Parameter> all = parameters.all();
        for (int p = 0; p < all.size(); p++) {
            moments.add(from.moments.get(p).copy(all.get(p)));
        }
    }

    @Override
    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    @Override
    public void propose(List<Gradient> gradients) {
        for (int p = 0; p < gradients.size(); p++) {
            moments.get(p).propose(gradients.get(p), steps + 1);
        }
    }

    @Override
    public float[] proposed(int parameter) {
        return moments.get(parameter).proposed();
    }

    @Override
    public void apply(List<Gradient> gradients) {
        steps++;
        for (int p = 0; p < gradients.size(); p++) {
            moments.get(p).apply(gradients.get(p));
        }
    }

    @Override
    public UpdateRule copy(Parameters parameters) {
        return new Adam(this, parameters);
    }

    @Override
    public void save(NamedTensors into) {
        into.put(STEPS, new long[] {steps}, 1);
        moments.forEach(slots -> slots.save(PREFIX, into));
    }

    @Override
    public void load(NamedTensors from) {
        long[] stored = from.longs(STEPS);
        if (stored.length != 1 || stored[0] < 0) {
            throw new IllegalArgumentException("must be one number >= 0: tensor=" + STEPS);
        }
        steps = stored[0];
        moments.forEach(slots -> slots.load(PREFIX, from));
    }
}
