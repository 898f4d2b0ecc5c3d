package dev.evenkeel.cli.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.io.Writer;

/** Predictions as JSON, an object a line. What a row does not have is left out. */
final class JsonPredictions implements PredictionWriter {
    private final JsonGenerator json;
    private final Schema schema;
    private final LabelNames names;

    JsonPredictions(Writer out, Schema schema) throws IOException {
        this.schema = schema;
        names = new LabelNames(schema);
        json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void prediction(long row, float[] scores, int at, float label) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        if (schema.task() == Task.REGRESSION) {
            json.writeNumberField("prediction", scores[at]);
        } else {
            json.writeStringField("prediction", names.label(names.likeliest(scores, at)));
            probabilities(names.probabilities(scores, at));
        }
        if (!Float.isNaN(label) && schema.task() == Task.REGRESSION) {
            json.writeNumberField("label", label);
        } else if (!Float.isNaN(label)) {
            json.writeStringField("label", names.label(label));
        }
        end();
    }

    private void probabilities(double[] shares) throws IOException {
        if (schema.task() == Task.BINARY) {
            json.writeNumberField("probability", (float) shares[1]);
            return;
        }
        json.writeObjectFieldStart("probabilities");
        for (int k = 0; k < shares.length; k++) {
            json.writeNumberField(names.classes().get(k), (float) shares[k]);
        }
        json.writeEndObject();
    }

    @Override
    public void rejected(long row, String reason) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeStringField("error", reason);
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
