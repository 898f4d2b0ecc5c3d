package dev.evenkeel.model.stability;

/**
 * How a layer is, by its last sampled step. NaN where not known or not applicable.
 *
 * @param layer its name, such as {@code dense-0}, or {@code linear}, whose numbers are those of its scores; see {@link LayerSample}
 * @param gradientNorm Euclidean norm of its gradient before the governor
 * @param boundedNorm the same after the governor
 * @param gradientGrowth the first of them over its running mean
 * @param updateNorm Euclidean norm of its update
 * @param weightNorm Euclidean norm of its weights
 * @param logRatio log10 of update over weights: healthy around -3, suspicious above -2 or below -4
 * @param stepSize update over gradient: the rate that plain gradient descent would have needed
 * @param clipped of its last {@link #sampled} sampled steps, those whose gradient the governor has shortened
 * @param sampled at most 20
 * @param vanishing whether its gradient per root of size is below 10⁻⁴ times that of the layer nearest to the output, over its last sampled
 *     steps
 * @param exploding whether in two of its last 20 sampled steps gradient or relative update was more than 20 times its running mean, or
 *     the update more than half of the weights
 * @param explodingSince the first example of that; -1 where it is not so
 */
public record LayerHealth(
        String layer,
        double gradientNorm,
        double boundedNorm,
        double gradientGrowth,
        double updateNorm,
        double weightNorm,
        double logRatio,
        double stepSize,
        int clipped,
        int sampled,
        boolean vanishing,
        boolean exploding,
        long explodingSince) {}
