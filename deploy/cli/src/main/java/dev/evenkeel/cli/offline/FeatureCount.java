package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.MiniBatch;

/** How many features rows have: present numbers (zeros included), tokens, and the constant. Stateless. */
final class FeatureCount {
    private FeatureCount() {}

    /** The features of row {@code row}. */
    static int of(MiniBatch batch, int row) {
        int tokens = batch.tokenOffsets()[row + 1] - batch.tokenOffsets()[row];
        int count = tokens + 1;
        int width = batch.width();
        float[] numeric = batch.numeric();
        for (int i = row * width; i < (row + 1) * width; i++) {
            count += Float.isNaN(numeric[i]) ? 0 : 1;
        }
        return count;
    }
}
