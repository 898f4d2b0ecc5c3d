package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.TensorInput;
import dev.evenkeel.model.math.Matrix;

/** Scales the numbers of a tensor: (x − offset)/scale in double precision; 0 where missing. Immutable. */
final class TensorScale {
    private final double offset;
    private final double scale;

    TensorScale(TensorInput input) {
        offset = input.offset();
        scale = input.scale();
    }

    /**
     * Transforms rows {@code [from, to)}.
     *
     * @param into {@code [to - from, columns of the batch]}, overwritten
     */
    void transform(MiniBatch batch, int from, int to, Matrix into) {
        int width = batch.width();
        for (int r = from; r < to; r++) {
            int write = into.row(r - from);
            for (int j = 0; j < width; j++) {
                float value = batch.numeric()[r * width + j];
                into.data()[write + j] = Float.isNaN(value) ? 0 : (float) ((value - offset) / scale);
            }
        }
    }
}
