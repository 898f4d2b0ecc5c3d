package dev.evenkeel.model.plasticity;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.update.UpdateRule;
import java.util.List;

/**
 * L2-init, and shrink and perturb: alters the changes that a rule proposes for matrices, before they are bounded and applied.
 *
 * <pre>
 *   Δθ −= ηλ(θ − θ₀) + ηκθ + ησξ
 * </pre>
 *
 * <p>A pull is at most all the way: ηλ and ηκ count as 1 at most. Normals cost more than the rest of a step, so they come once in
 * {@value #EVERY} steps, √{@value #EVERY} times as large: their variance over time is the same. They follow from the seed and the
 * step's number. Immutable; not thread-safe, since it writes into what the rule has proposed.
 */
public final class WeightPulls {
    /** Few enough that the noise is still small beside what is learned between. */
    static final int EVERY = 32;

    private final PlasticitySettings settings;
    private final Parameters origin;
    private final RandomStream random;

    /**
     * Pulls of a network.
     *
     * @param origin the parameters before the first example; read only, and only where L2-init is on
     * @param seed of the normals
     */
    public WeightPulls(PlasticitySettings settings, Parameters origin, long seed) {
        this.settings = settings;
        this.origin = origin;
        random = new RandomStream(seed).split("perturb");
    }

    /**
     * Alters what the rule has proposed.
     *
     * @param gradients those of the proposal, in the order of the parameters
     * @param step the step's number, from 1 on, which no other step has
     */
    public void alter(List<Gradient> gradients, UpdateRule rule, long step) {
        RandomStream normals = settings.perturb() > 0 && step % EVERY == 0 ? random.split(step) : null;
        for (int p = 0; p < gradients.size(); p++) {
            if (gradients.get(p).parameter() instanceof DenseParameter matrix && matrix.shape().length > 1) {
                alter(matrix, rule.proposed(p), rule.pull(p), normals);
            }
        }
    }

    private void alter(DenseParameter parameter, float[] change, double rate, RandomStream normals) {
        float[] w = parameter.values();
        if (settings.l2Init() > 0) {
            float share = (float) Math.min(1, rate * settings.l2Init());
            float[] first = origin.dense(parameter.name()).values();
            for (int i = 0; i < w.length; i++) {
                change[i] -= share * (w[i] - first[i]);
            }
        }
        if (settings.shrink() > 0) {
            float share = (float) Math.min(1, rate * settings.shrink());
            for (int i = 0; i < w.length; i++) {
                change[i] -= share * w[i];
            }
        }
        if (normals != null) {
            float size = (float) (rate * settings.perturb() * Math.sqrt(EVERY));
            Matrix matrix = parameter.matrix();
            for (int r = 0; r < matrix.rows(); r++) {
                for (int i = matrix.row(r); i < matrix.row(r) + matrix.columns(); i++) {
                    change[i] -= size * normals.nextGaussian();
                }
            }
        }
    }
}
