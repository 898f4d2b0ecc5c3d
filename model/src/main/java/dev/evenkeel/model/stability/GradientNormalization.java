package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/**
 * Divides gradients by their norm, so that only their direction counts: the whole by its norm, each layer's by the layer's, or each
 * parameter's by its own. A norm of 0 divides nothing. Stateless but for the gradients.
 */
final class GradientNormalization implements GradientGuard {
    private final Normalization kind;

    GradientNormalization(Normalization kind) {
        this.kind = kind;
    }

    @Override
    public void bound(List<Gradient> gradients, int rows) {
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

    /** After the last gradient that is divided by the same norm. */
    private int end(List<Gradient> gradients, int from) {
        if (kind == Normalization.GLOBAL_L2) {
            return gradients.size();
        }
        return kind == Normalization.PARAMETER_L2 ? from + 1 : LayerRuns.end(gradients, from);
    }
}
