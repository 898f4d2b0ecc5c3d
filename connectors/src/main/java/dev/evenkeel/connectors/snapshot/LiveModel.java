package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.LearnerSpec;

/**
 * A model that predicts while newer ones take its place. Swapping is one write of a reference: a prediction is made by one snapshot
 * from beginning to end, and never waits for the next. Thread-safe; threads beyond {@link ReaderSettings#copies} wait for each
 * other.
 */
public final class LiveModel {
    private final LearnerSpec spec;
    private volatile Serving serving;

    LiveModel(LearnerSpec spec) {
        this.spec = spec;
    }

    void swap(Serving next) {
        serving = next;
    }

    boolean ready() {
        return serving != null;
    }

    /** Which snapshot predicts now. */
    public ServedSnapshot snapshot() {
        return serving.snapshot();
    }

    /**
     * Predicts all rows of a batch.
     *
     * @param into row r's scores at row r; resized
     * @return the snapshot that predicted them
     */
    public ServedSnapshot predict(MiniBatch batch, Predictions into) {
        Serving now = serving;
        now.predict(batch, into);
        return now.snapshot();
    }

    /**
     * Predicts one row: binary, the probability of a yes; multiclass, the probability of each class; regression, the number. NaN
     * where the loss says no probability, as hinge loss does not.
     */
    public float[] predict(Example row) {
        Predictions scores = new Predictions(spec.schema().outputs());
        predict(
                new MiniBatch.Builder(spec.schema().numeric().size(), 1)
                        .add(row)
                        .build(),
                scores);
        float[] means = new float[scores.outputs()];
        spec.loss().mean(scores.scores(), 0, scores.outputs(), means, 0);
        return means;
    }

    /**
     * Decodes one row and predicts it as {@link #predict(Example)} does.
     *
     * @param rows of the pipeline's format and schema, best with optional labels; used by no other thread meanwhile
     * @throws DecodeException when the row is no example of the schema
     */
    public float[] predict(Decoder rows, byte[] row) throws DecodeException {
        Example example = new Example(spec.schema().numeric().size());
        rows.decode(row, example);
        return predict(example);
    }
}
