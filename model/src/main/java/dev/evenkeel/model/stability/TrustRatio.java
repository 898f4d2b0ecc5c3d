package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Lets all layers learn at about the same pace, whatever the rule: a layer's proposed update u is multiplied with a trust ratio, as
 * in LARS and LAMB (arXiv 1708.03888, 1904.00962).
 *
 * <p>A layer's pace is ‖u‖/‖θ‖, θ its weights (of a table, those of the rows that the step has touched); that of the network is the
 * same quotient over all layers. A layer slower or faster than the network by more than √R is brought to that: the fastest is then
 * at most R times as fast as the slowest. R = 1 is the papers' ratio ‖θ‖/‖u‖, times the pace of the network instead of a rate of
 * its own. Where a norm is 0, the ratio is 1, so that layers that begin at zero move; weights with a root mean square below {@value
 * #SMALLEST} count as of that, so that they go on to grow.
 */
final class TrustRatio {
    private static final String PATH = "slots/trust-ratio/counts";
    private static final double SMALLEST = 1e-2;

    private final double apart;
    private long acted;

    /**
     * A ratio that has acted on nothing.
     *
     * @param apart R, &gt;= 1
     */
    TrustRatio(double apart) {
        this.apart = Math.sqrt(apart);
    }

    /**
     * Scales the updates of a step in place.
     *
     * @param updates by parameter, laid out as its gradient; all finite
     */
    void bound(List<Gradient> gradients, IntFunction<float[]> updates) {
        double pace = pace(gradients, updates, 0, gradients.size());
        for (int from = 0; from < gradients.size() && pace > 0; ) {
            int to = LayerRuns.end(gradients, from);
            double own = pace(gradients, updates, from, to);
            double kept = Math.max(pace / apart, Math.min(pace * apart, own));
            if (own > 0 && kept != own) {
                acted++;
                for (int p = from; p < to; p++) {
                    Norms.scale(updates.apply(p), gradients.get(p).length(), kept / own);
                }
            }
            from = to;
        }
    }

    /** ‖u‖/‖θ‖ over the parameters {@code [from, to)}; 0 where either is 0. */
    private static double pace(List<Gradient> gradients, IntFunction<float[]> updates, int from, int to) {
        double squares = 0;
        double weights = 0;
        long count = 0;
        for (int p = from; p < to; p++) {
            squares += Norms.squares(updates.apply(p), gradients.get(p).length());
            weights += Norms.weightSquares(gradients.get(p));
            count += Norms.count(gradients.get(p));
        }
        return weights == 0 ? 0 : Math.sqrt(squares / Math.max(weights, SMALLEST * SMALLEST * count));
    }

    void count(GuardCounts into) {
        into.add(GuardCounts.TRUST_RATIO, acted);
    }

    void save(NamedTensors into) {
        into.put(PATH, new long[] {acted}, 1);
    }

    void load(NamedTensors from) {
        if (from.contains(PATH)) {
            acted = from.longs(PATH, 1)[0];
        }
    }
}
