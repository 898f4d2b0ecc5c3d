package dev.evenkeel.model.data;

/**
 * Scores of a batch, one row an example: a log-odds (binary; under hinge loss a margin), K unnormalized log-probabilities
 * (multiclass), or the predicted number (regression; under Poisson loss its logarithm). Grows as needed and is used again. Not thread-safe.
 */
public final class Predictions {
    private final int outputs;
    private int rows;
    private float[] scores = new float[0];

    /** Predictions of {@code outputs} scores a row. */
    public Predictions(int outputs) {
        this.outputs = outputs;
    }

    /** Makes room for {@code rows} rows; their scores are undefined until written. */
    public Predictions resize(int rows) {
        this.rows = rows;
        if (scores.length < rows * outputs) {
            scores = new float[rows * outputs];
        }
        return this;
    }

    /** Rows held. */
    public int rows() {
        return rows;
    }

    /** Scores a row. */
    public int outputs() {
        return outputs;
    }

    /** {@code [rows, outputs]} row-major; the backing array. */
    public float[] scores() {
        return scores;
    }
}
