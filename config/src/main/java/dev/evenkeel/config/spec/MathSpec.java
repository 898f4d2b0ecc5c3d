package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.math.GemmChoice;

/**
 * How numbers are computed.
 *
 * @param gemm which matrix multiplication
 */
public record MathSpec(
        @Key(about = "Which matrix multiplication; auto: the best there is.", orElse = "auto")
        GemmChoice gemm) {
    /** Checks the ranges. */
    public MathSpec {
        Shapes.check(MathSpec.class, gemm);
    }
}
