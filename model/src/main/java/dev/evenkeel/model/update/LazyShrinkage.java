package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * L1 and L2 regularization of all weights at the cost of the touched ones (Langford, Li, Zhang, "Sparse Online Learning via
 * Truncated Gradient", JMLR 10, 2009, with truncation at every step, as in Vowpal Wabbit): a weight w of the table counts as
 *
 * <pre>
 *   sgn(w)·max(0, |w| - gravity)·contraction
 * </pre>
 *
 * A step of length η̄ = -u/ℓ' adds λ₁·η̄ to the gravity and multiplies the contraction with 1 - λ₂·η̄; what it adds to the table is
 * divided by the contraction. One pair an output. Both act on weights by unit of the feature.
 *
 * <p>Deviation: the contraction stays positive, where Vowpal Wabbit would turn all weights around for λ₂·η̄ &gt; 1. Not
 * thread-safe.
 */
final class LazyShrinkage {
    /** What one step leaves of the weights at least. */
    private static final double LEAST = 1e-9;

    private static final double FAINT = 1e-9;
    private static final double HEAVY = 1e3;
    private static final String TENSOR = "normalizer/linear/shrinkage";

    private final double l1;
    private final double l2;
    private final double[] contraction;
    private final double[] gravity;
    private final double[] contractionBefore;
    private final double[] gravityBefore;
    private boolean active;
    private boolean activeBefore;

    LazyShrinkage(double l1, double l2, int outputs) {
        this.l1 = l1;
        this.l2 = l2;
        contraction = new double[outputs];
        gravity = new double[outputs];
        contractionBefore = new double[outputs];
        gravityBefore = new double[outputs];
        clear();
    }

    LazyShrinkage copy() {
        LazyShrinkage copy = new LazyShrinkage(l1, l2, contraction.length);
        System.arraycopy(contraction, 0, copy.contraction, 0, contraction.length);
        System.arraycopy(gravity, 0, copy.gravity, 0, gravity.length);
        copy.active = active;
        return copy;
    }

    /** Whether weights of the table count as anything but themselves. */
    boolean active() {
        return active;
    }

    /**
     * What a weight of the table counts as.
     *
     * @param weight by {@code unit} of the feature
     */
    double effective(int output, double weight, double unit) {
        double left = Math.abs(weight) - gravity[output] * unit;
        return left <= 0 ? 0 * left : Math.copySign(left, weight) * contraction[output]; // NaN stays NaN
    }

    /** Remembers where it stands, for {@link #undo}. */
    void mark() {
        System.arraycopy(contraction, 0, contractionBefore, 0, contraction.length);
        System.arraycopy(gravity, 0, gravityBefore, 0, gravity.length);
        activeBefore = active;
    }

    /** Goes back to where it stood. */
    void undo() {
        System.arraycopy(contractionBefore, 0, contraction, 0, contraction.length);
        System.arraycopy(gravityBefore, 0, gravity, 0, gravity.length);
        active = activeBefore;
    }

    /** Shrinks by a step of length {@code length}, and gives what its update is to be multiplied with. */
    double step(int output, double length) {
        if (l1 > 0 || l2 > 0) {
            contraction[output] *= Math.max(LEAST, 1 - l2 * length);
            gravity[output] += l1 * length;
            active = true;
        }
        return active ? 1 / contraction[output] : 1;
    }

    /** Whether precision asks for the table to be rewritten and this to be cleared. */
    boolean due() {
        boolean due = false;
        for (int k = 0; k < contraction.length && active; k++) {
            due |= contraction[k] < FAINT || gravity[k] > HEAVY;
        }
        return due;
    }

    /** Weights of the table count as themselves from now on. */
    void clear() {
        Arrays.fill(contraction, 1);
        Arrays.fill(gravity, 0);
        active = false;
    }

    /** Puts one (contraction, gravity) an output, where they say anything. */
    void save(NamedTensors into) {
        if (active) {
            double[] pairs = new double[2 * contraction.length];
            for (int k = 0; k < contraction.length; k++) {
                pairs[2 * k] = contraction[k];
                pairs[2 * k + 1] = gravity[k];
            }
            into.put(TENSOR, pairs, contraction.length, 2);
        }
    }

    /** Takes what {@link #save} put. */
    void load(NamedTensors from) {
        clear();
        if (from.contains(TENSOR)) {
            double[] pairs = from.doubles(TENSOR, 2 * contraction.length);
            for (int k = 0; k < contraction.length; k++) {
                contraction[k] = pairs[2 * k];
                gravity[k] = pairs[2 * k + 1];
            }
            active = true;
        }
    }
}
