package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/** Parameters of a layer follow each other. Stateless and thread-safe. */
final class LayerRuns {
    private LayerRuns() {}

    /** After the last gradient of the layer that begins at an index. */
    static int end(List<Gradient> gradients, int from) {
        String layer = gradients.get(from).layer();
        int to = from + 1;
        while (to < gradients.size() && gradients.get(to).layer().equals(layer)) {
            to++;
        }
        return to;
    }
}
