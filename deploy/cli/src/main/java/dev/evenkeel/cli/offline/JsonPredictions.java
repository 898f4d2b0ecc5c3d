package dev.evenkeel.cli.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LabelNames;
import dev.evenkeel.model.loss.Loss;
import java.io.IOException;
import java.io.Writer;

/** Predictions as JSON, an object a line. What a row does not have is left out. */
final class JsonPredictions implements PredictionWriter {
    private final JsonGenerator json;
    private final Schema schema;
    private final LabelNames names;

    JsonPredictions(Writer out, Schema schema, Loss loss) throws IOException {
        this.schema = schema;
        names = new LabelNames(schema, loss);
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
            json.writeNumberField("prediction", names.number(scores, at));
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

    private void probabilities(float[] probabilities) throws IOException {
        if (Float.isNaN(probabilities[0])) {
            return;
        }
        if (schema.task() == Task.BINARY) {
            json.writeNumberField("probability", probabilities[0]);
            return;
        }
        json.writeObjectFieldStart("probabilities");
        for (int k = 0; k < probabilities.length; k++) {
            json.writeNumberField(names.classes().get(k), probabilities[k]);
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
