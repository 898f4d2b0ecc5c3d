package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.MiniBatch;

/** Changes to single values of a batch, which itself stays as it is: an array is copied with its first change. */
final class RowChanges {
    private MiniBatch original;
    private float[] numeric;
    private float[] tokenValues;
    private float[] labels;
    private float[] weights;

    void begin(MiniBatch batch) {
        original = batch;
        numeric = batch.numeric();
        tokenValues = batch.tokenValues();
        labels = batch.labels();
        weights = batch.weights();
    }

    MiniBatch original() {
        return original;
    }

    /** Sets the number at that place of {@link MiniBatch#numeric()}. */
    void number(int at, float value) {
        if (numeric == original.numeric()) {
            numeric = numeric.clone();
        }
        numeric[at] = value;
    }

    /** Sets the value of that token. */
    void token(int token, float value) {
        if (tokenValues == original.tokenValues()) {
            tokenValues = tokenValues.clone();
        }
        tokenValues[token] = value;
    }

    /** Makes a row count for nothing, with a label that every loss takes. */
    void silence(int row) {
        weigh(row, 0);
        if (labels == original.labels()) {
            labels = labels.clone();
        }
        labels[row] = 0;
    }

    /** Sets a row's importance. */
    void weigh(int row, float weight) {
        if (weights == original.weights()) {
            weights = weights.clone();
        }
        weights[row] = weight;
    }

    MiniBatch batch() {
        boolean same =
                numeric == original.numeric() && tokenValues == original.tokenValues() && weights == original.weights();
        return same ? original : original.with(numeric, tokenValues, labels, weights);
    }
}
