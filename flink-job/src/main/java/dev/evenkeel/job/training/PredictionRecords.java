package dev.evenkeel.job.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LabelNames;
import dev.evenkeel.model.loss.Loss;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Makes the records of the predictions topic: the example's key and time, and what was predicted as a small JSON object. */
final class PredictionRecords {
    private static final JsonFactory JSON = new JsonFactory();

    private final Task task;
    private final LabelNames names;

    PredictionRecords(Schema schema, Loss loss) {
        task = schema.task();
        names = new LabelNames(schema, loss);
    }

    /**
     * The record of a row.
     *
     * @param predictions whose row {@code index} is row {@code row} of the batch
     * @param version of the model that predicted
     * @param nowMs milliseconds since 1970 UTC
     */
    OutgoingRecord record(MiniBatch batch, int row, Scores predictions, long version, long nowMs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            float[] scores = predictions.all().scores();
            int at = predictions.index() * predictions.all().outputs();
            if (task == Task.REGRESSION) {
                number("prediction", names.number(scores, at), json);
                number("label", batch.labels()[row], json);
            } else {
                json.writeStringField("prediction", names.label(names.likeliest(scores, at)));
                probabilities(names.probabilities(scores, at), json);
                json.writeStringField("label", names.label(batch.labels()[row]));
            }
            json.writeNumberField("version", version);
            json.writeNumberField("latency_ms", Math.max(0, nowMs - batch.timesMs()[row]));
            json.writeNumberField("partition", batch.partitions()[row]);
            json.writeNumberField("offset", batch.offsets()[row]);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return new OutgoingRecord(batch.key(row), out.toByteArray(), List.of(), batch.timesMs()[row]);
    }

    /** One row of predictions. */
    record Scores(Predictions all, int index) {}

    private void probabilities(float[] probabilities, JsonGenerator json) throws IOException {
        if (task == Task.BINARY) {
            number("probability", probabilities[0], json);
            return;
        }
        json.writeObjectFieldStart("probabilities");
        for (int k = 0; k < probabilities.length; k++) {
            number(names.classes().get(k), probabilities[k], json);
        }
        json.writeEndObject();
    }

    /** What is not finite is null: a loss without probabilities has none, and a step that was refused predicts nothing. */
    private static void number(String name, float value, JsonGenerator json) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
