package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import java.util.List;

/**
 * A differentiable function of the rows of a batch. Works in matrices of its own, sized once for the largest batch: a step
 * allocates nothing.
 *
 * <p>Call order of a step: {@link #forward}, then {@link #backward} for the same rows, then {@link #commit} when the step counts,
 * or nothing when it is refused; {@link #predict} or another forward may come at any time before backward, which then needs a
 * forward of its own. A layer reads its input again in backward, so it must not have changed. Deterministic. Non-finite inputs
 * give non-finite outputs. Not thread-safe.
 */
public interface Layer {
    /** Its name, unique in a network. */
    String name();

    /** Columns it takes. */
    int inputs();

    /** Columns it gives. */
    int outputs();

    /** Derivatives by its parameters, in a fixed order; overwritten by {@link #backward}. Empty when there are none. */
    List<Gradient> gradients();

    /**
     * The function's value in training. What a layer remembers from step to step does not change before {@link #commit}.
     *
     * @param input {@code [rows, inputs]}; kept until backward, not changed
     * @return {@code [rows, outputs]}, the layer's own, valid until the next call
     * @throws IllegalArgumentException when the shape does not fit
     */
    Matrix forward(Matrix input);

    /**
     * The function's value in prediction: of each row alone, without noise, by what was learned and committed.
     *
     * @param input {@code [rows, inputs]}; not changed
     * @return {@code [rows, outputs]}, the layer's own, valid until the next call
     * @throws IllegalArgumentException when the shape does not fit
     */
    default Matrix predict(Matrix input) {
        return forward(input);
    }

    /** Whether {@link #predict} and {@link #forward} differ. */
    default boolean trainsDifferently() {
        return false;
    }

    /** Makes what the last {@link #forward} has seen count: moments of normalizers, random numbers drawn. */
    default void commit() {}

    /**
     * The chain rule: fills the gradients, summed over rows, and gives the derivative by the input.
     *
     * @param outputGradient {@code [rows, outputs]}: the derivative by what forward has returned; not changed
     * @return {@code [rows, inputs]}, the layer's own, valid until the next call
     */
    Matrix backward(Matrix outputGradient);

    /** Fills the gradients only: for a first layer whose input is nothing that learns. */
    default void backwardParameters(Matrix outputGradient) {
        backward(outputGradient);
    }
}
