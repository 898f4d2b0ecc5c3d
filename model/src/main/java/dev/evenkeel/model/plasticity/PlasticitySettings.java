package dev.evenkeel.model.plasticity;

import java.util.Objects;

/**
 * How a network keeps its ability to learn. The pulls act apart from the gradient, in units of the rule's rate η (as decoupled weight
 * decay does), on the matrices of its layers; biases, gains and embeddings are left alone.
 *
 * @param l2Init λ of L2-init (Kumar, Marklund, Van Roy, arXiv 2308.11958): θ −= ηλ(θ − θ₀), θ₀ the weights before the first example;
 *     &gt;= 0. Deviation: the paper's pull goes through the gradient, where an adaptive rule would divide it by the gradient's size
 * @param shrink λ of shrink and perturb (Ash, Adams, arXiv 1910.08475, made continual as in Dohare et al. 2024): θ −= ηλθ; &gt;= 0
 * @param perturb σ of shrink and perturb: θ −= ησξ, ξ standard normal; &gt;= 0
 * @param recycling which units start anew
 */
public record PlasticitySettings(double l2Init, double shrink, double perturb, Recycling recycling) {
    /** Nothing is done. */
    public static final PlasticitySettings OFF = new PlasticitySettings(0, 0, 0, Recycling.NONE);

    /** Checks the ranges. */
    public PlasticitySettings {
        Objects.requireNonNull(recycling, "recycling");
        require("l2-init", l2Init);
        require("shrink", shrink);
        require("perturb", perturb);
    }

    private static void require(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be >= 0 and finite: " + name + "=" + value);
        }
    }

    /** Whether changes are altered on their way to the weights. */
    public boolean pulls() {
        return l2Init > 0 || shrink > 0 || perturb > 0;
    }

    /** Whether units start anew by themselves. */
    public boolean recycles() {
        return !recycling.equals(Recycling.NONE);
    }
}
