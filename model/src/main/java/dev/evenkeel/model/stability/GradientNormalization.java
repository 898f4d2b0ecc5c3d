package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;

/**
 * Divides gradients by their norm, so that only their direction counts: the whole by its norm, each layer's by the layer's, or each
 * parameter's by its own. A norm of 0 divides nothing.
 */
final class GradientNormalization implements GradientGuard {
    private static final String PATH = "slots/normalize/counts";

    private final Normalization kind;
    private long steps;

    GradientNormalization(Normalization kind) {
        this.kind = kind;
    }

    @Override
    public void bound(List<Gradient> gradients, int rows) {
        steps++;
        for (int from = 0; from < gradients.size(); ) {
            int to = end(gradients, from);
            double squares = 0;
            for (int p = from; p < to; p++) {
                squares += Norms.squares(
                        gradients.get(p).values(), gradients.get(p).length());
            }
            for (int p = from; p < to && squares > 0; p++) {
                Norms.scale(gradients.get(p).values(), gradients.get(p).length(), 1 / Math.sqrt(squares));
            }
            from = to;
        }
    }

    @Override
    public void count(GuardCounts into) {
        into.add(GuardCounts.NORMALIZE, steps);
    }

    @Override
    public void save(NamedTensors into) {
        into.put(PATH, new long[] {steps}, 1);
    }

    @Override
    public void load(NamedTensors from) {
        if (from.contains(PATH)) {
            steps = from.longs(PATH, 1)[0];
        }
    }

    /** After the last gradient that is divided by the same norm. */
    private int end(List<Gradient> gradients, int from) {
        if (kind == Normalization.GLOBAL_L2) {
            return gradients.size();
        }
        return kind == Normalization.PARAMETER_L2 ? from + 1 : LayerRuns.end(gradients, from);
    }
}
