package dev.evenkeel.cli.offline;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.format.Labels;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.loss.Loss;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Predicts the rows of a file with a learner that does not learn. Rows need no label; one that is there is copied. */
public final class FilePrediction {
    /** How predictions are written. */
    public enum Form {
        /** Commas and a header. */
        CSV,
        /** A JSON object a line. */
        JSON
    }

    /**
     * What was written.
     *
     * @param predicted rows predicted
     * @param rejections rows that were no examples
     */
    public record Result(long predicted, Rejections rejections) {}

    private static final int BATCH = 256;

    private final Learner learner;
    private final PredictionWriter writer;
    private final Predictions predictions;
    private final MiniBatch.Builder batch;
    /** Of the rows since the last write: null where it is the batch's next row, else why it is none. */
    private final List<String> outcomes = new ArrayList<>();

    private final Rejections rejections = new Rejections();
    private long written;

    private FilePrediction(Learner learner, PredictionWriter writer) {
        Schema schema = learner.spec().schema();
        this.learner = learner;
        this.writer = writer;
        predictions = new Predictions(schema.outputs());
        batch = new MiniBatch.Builder(schema.numeric().size(), BATCH);
    }

    /**
     * Writes a line for each row, in order.
     *
     * @param learner of the pipeline's specification
     * @param rows at their beginning; left open
     * @param out flushed, and left open
     * @throws IOException when rows cannot be read or written
     */
    public static Result run(PipelineSpec spec, Learner learner, RowReader rows, Form form, Writer out)
            throws IOException {
        Schema schema = learner.spec().schema();
        Loss loss = learner.spec().loss();
        PredictionWriter writer =
                form == Form.CSV ? new CsvPredictions(out, schema, loss) : new JsonPredictions(out, schema, loss);
        Decoder decoder = Formats.decoder(spec.examples().format().key(), rows.options(), schema, Labels.OPTIONAL);
        Result result = new FilePrediction(learner, writer).run(rows, decoder);
        out.flush();
        return result;
    }

    private Result run(RowReader rows, Decoder decoder) throws IOException {
        Example row = new Example(learner.spec().schema().numeric().size());
        while (rows.next()) {
            try {
                decoder.decode(rows.bytes(), rows.from(), rows.to(), row);
                batch.add(row);
                outcomes.add(null);
            } catch (DecodeException e) {
                rejections.add(new RejectedRow(rows.index() + 1, rows.line(), e.getMessage()));
                outcomes.add(e.getMessage());
            }
            if (outcomes.size() == BATCH) {
                write();
            }
        }
        write();
        return new Result(written - rejections.count(), rejections);
    }

    private void write() throws IOException {
        MiniBatch examples = batch.build();
        if (examples.rows() > 0) {
            learner.predict(examples, 0, examples.rows(), predictions);
        }
        int next = 0;
        for (String rejected : outcomes) {
            written++;
            if (rejected == null) {
                writer.prediction(written, predictions.scores(), next * predictions.outputs(), examples.labels()[next]);
                next++;
            } else {
                writer.rejected(written, rejected);
            }
        }
        batch.clear();
        outcomes.clear();
    }
}
