package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Bounds proposed updates, in place.
 *
 * <p>Relative: no layer's update has a root mean square above c times that of the layer's weights (of a table, those of the rows the
 * step has touched), or c times {@value #SMALLEST} where those are smaller: update clipping as in Adafactor (arXiv 1804.04235,
 * section 6), in units of the weights instead of the second moment.
 *
 * <p>Overshoot: to first order an update u changes the loss L by g·u. Where it promises to lower it by more than κ⁻¹·max(L, 1), it is
 * scaled to that: the bound of ObGD (Elsayed et al., arXiv 2410.14606, equation 6), which assumes plain gradient steps on squared
 * error, for any proposed update and loss.
 */
final class UpdateBound {
    private static final String PATH = "slots/update-bound/counts";
    private static final double SMALLEST = 1e-2;

    private final double relative;
    private final double overshoot;
    private final RoughSquares rough = new RoughSquares();
    private long bounded;
    private long overshot;

    /**
     * A bound that has acted on nothing.
     *
     * @param relative c; infinite where off
     * @param overshoot κ; 0 where off
     */
    UpdateBound(double relative, double overshoot) {
        this.relative = relative;
        this.overshoot = overshoot;
    }

    /**
     * Bounds the updates of a step.
     *
     * @param updates by parameter, laid out as its gradient; all finite
     * @param loss the step's mean loss, &gt;= 0
     */
    void bound(List<Gradient> gradients, IntFunction<float[]> updates, double loss) {
        for (int from = 0; from < gradients.size() && relative < Double.POSITIVE_INFINITY; ) {
            int to = LayerRuns.end(gradients, from);
            if (!surelyWithin(gradients, updates, from, to)) {
                boundLayer(gradients, updates, from, to);
            }
            from = to;
        }
        if (overshoot > 0) {
            boundOvershoot(gradients, updates, loss);
        }
    }

    private boolean surelyWithin(List<Gradient> gradients, IntFunction<float[]> updates, int from, int to) {
        double squares = 0;
        double weights = 0;
        long count = 0;
        for (int p = from; p < to; p++) {
            squares += rough.of(gradients.get(p), updates.apply(p));
            weights += rough.ofWeights(gradients.get(p));
            count += Norms.count(gradients.get(p));
        }
        return RoughSquares.surelyWithin(squares, count, most(weights, count));
    }

    /** The largest sum of squares that an update may have. */
    private double most(double weightSquares, long count) {
        return relative * relative * Math.max(weightSquares, SMALLEST * SMALLEST * count);
    }

    private void boundLayer(List<Gradient> gradients, IntFunction<float[]> updates, int from, int to) {
        double squares = 0;
        double weights = 0;
        long count = 0;
        for (int p = from; p < to; p++) {
            squares += Norms.squares(updates.apply(p), gradients.get(p).length());
            weights += Norms.weightSquares(gradients.get(p));
            count += Norms.count(gradients.get(p));
        }
        double most = most(weights, count);
        if (squares > most) {
            bounded++;
            for (int p = from; p < to; p++) {
                Norms.scale(updates.apply(p), gradients.get(p).length(), Math.sqrt(most / squares));
            }
        }
    }

    private void boundOvershoot(List<Gradient> gradients, IntFunction<float[]> updates, double loss) {
        double promised = 0;
        for (int p = 0; p < gradients.size(); p++) {
            float[] update = updates.apply(p);
            float[] gradient = gradients.get(p).values();
            for (int i = 0; i < gradients.get(p).length(); i++) {
                promised -= (double) gradient[i] * update[i];
            }
        }
        double most = Math.max(loss, 1) / overshoot;
        if (promised > most) {
            overshot++;
            for (int p = 0; p < gradients.size(); p++) {
                Norms.scale(updates.apply(p), gradients.get(p).length(), most / promised);
            }
        }
    }

    void count(GuardCounts into) {
        into.add(GuardCounts.UPDATE, bounded);
        into.add(GuardCounts.OVERSHOOT, overshot);
    }

    void save(NamedTensors into) {
        into.put(PATH, new long[] {bounded, overshot}, 2);
    }

    void load(NamedTensors from) {
        if (from.contains(PATH)) {
            long[] counts = from.longs(PATH, 2);
            bounded = counts[0];
            overshot = counts[1];
        }
    }
}
