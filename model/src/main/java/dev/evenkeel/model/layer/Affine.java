package dev.evenkeel.model.layer;

import dev.evenkeel.model.parameter.DenseParameter;
import java.util.Arrays;

/**
 * What a normalizer does to a normalized channel: y = γx̂ + β.
 *
 * @param gain γ, {@code [channels]}, named {@code layer/role}
 * @param bias β, {@code [channels]}
 */
public record Affine(DenseParameter gain, DenseParameter bias) {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException when the shapes are not one vector's
     */
    public Affine {
        if (gain.shape().length != 1 || !Arrays.equals(bias.shape(), gain.shape())) {
            throw new IllegalArgumentException("shapes must be one vector's: gain=" + Arrays.toString(gain.shape())
                    + ", bias=" + Arrays.toString(bias.shape()));
        }
    }

    int channels() {
        return gain.matrix().columns();
    }
}
