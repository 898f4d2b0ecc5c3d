package dev.evenkeel.model.learner;

/**
 * How large a layer's weights, gradient and update are. NaN where not known.
 *
 * @param layer its name, such as {@code dense-0} or {@code linear}
 * @param weightNorm Euclidean norm of its weights
 * @param gradientNorm Euclidean norm of its last gradient
 * @param updateNorm Euclidean norm of its last update
 */
public record LayerReport(String layer, double weightNorm, double gradientNorm, double updateNorm) {
    /** The same as a layer of one model among several. */
    LayerReport within(String model) {
        return new LayerReport(model + "/" + layer, weightNorm, gradientNorm, updateNorm);
    }
}
