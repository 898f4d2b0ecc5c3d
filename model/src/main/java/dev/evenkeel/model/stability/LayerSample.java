package dev.evenkeel.model.stability;

/**
 * What one step did to one layer; sampled, since norms cost a pass over the weights.
 *
 * <p>A linear model is a layer of the size 1 whose numbers are those of its scores: its gradient is the loss's by the scores, its
 * update the change of the row's own scores, and its weights are not looked at.
 *
 * @param layer its name
 * @param gradientNorm Euclidean norm of its gradient before the governor
 * @param boundedNorm the same after the governor
 * @param updateNorm Euclidean norm of the update that was made
 * @param weightNorm Euclidean norm of the weights that it changes; NaN where not looked at
 * @param size how many weights those are, &gt;= 1
 */
public record LayerSample(
        String layer, double gradientNorm, double boundedNorm, double updateNorm, double weightNorm, long size) {
    /** A layer whose root mean square weight is less counts as if it were that: new output layers begin near zero. */
    private static final double SMALLEST = 1e-2;

    /** Update over weights; for a linear model the change of the scores. */
    double ratio() {
        return Double.isNaN(weightNorm)
                ? updateNorm
                : updateNorm / Math.max(weightNorm, SMALLEST * Math.sqrt((double) size));
    }

    /** Root mean square of the gradient. */
    double gradientPerWeight() {
        return gradientNorm / Math.sqrt((double) size);
    }

    /** Whether the governor has shortened the gradient. */
    boolean clipped() {
        return boundedNorm < 0.999 * gradientNorm; // float rounding is no clipping
    }

    /** The same as a layer of one model among several. */
    LayerSample within(String model) {
        return new LayerSample(model + "/" + layer, gradientNorm, boundedNorm, updateNorm, weightNorm, size);
    }
}
