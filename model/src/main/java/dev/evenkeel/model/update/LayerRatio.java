package dev.evenkeel.model.update;

import java.util.Arrays;

/**
 * Layer-wise rates: every layer moves by the same share of its norm. With r the direction that {@link #step} gives and λw added to
 * it by weight decay: θ −= η·(‖θ‖/‖r‖)·r, with the ratio 1 where either norm is 0. Norms are over all parameters of a layer; of a
 * table, over the rows that the step touches.
 */
abstract class LayerRatio extends Formula {
    private final double rate;
    private final double[] weights;
    private final double[] directions;

    LayerRatio(double rate, int layers, Slot... slots) {
        super(slots);
        this.rate = rate;
        weights = new double[layers];
        directions = new double[layers];
    }

    @Override
    void begin(double factor) {
        super.begin(factor);
        Arrays.fill(weights, 0);
        Arrays.fill(directions, 0);
    }

    @Override
    double pull(Span span) {
        return rate * factor;
    }

    /** Weight decay is part of the direction. */
    @Override
    double decayRate(Span span) {
        return 1;
    }

    @Override
    void weigh(Span span) {
        weights[span.layer] += Sums.squares(span.weights, span.from, span.to);
        directions[span.layer] += Sums.squares(span.change, span.from, span.to);
    }

    @Override
    boolean scales() {
        return true;
    }

    @Override
    double scale(Span span) {
        double weight = weights[span.layer];
        double direction = directions[span.layer];
        return pull(span) * (weight == 0 || direction == 0 ? 1 : Math.sqrt(weight / direction));
    }
}
