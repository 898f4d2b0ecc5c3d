package dev.evenkeel.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Both forms: what a loss makes of a row's scores. */
final class PredictionWriterTest {
    private static final Schema COUNTS = Losses.schema(Task.REGRESSION, LabelSpec.number("y"));
    private static final Schema ANSWERS = Losses.schema(Task.BINARY, LabelSpec.binary("y", "yes"));

    private final StringWriter csv = new StringWriter();
    private final StringWriter json = new StringWriter();

    @Test
    void aLossOfCountsPredictsTheExpectedCount() throws IOException {
        float score = (float) Math.log(8);

        write(COUNTS, LossKind.POISSON, score, 7);

        assertThat(csv.toString()).isEqualTo("row,prediction,label,error\n1,8.0,7.0,\n");
        assertThat(json.toString()).isEqualTo("{\"row\":1,\"prediction\":8.0,\"label\":7.0}\n");
    }

    @Test
    void aSquaredLossPredictsTheScore() throws IOException {
        write(COUNTS, LossKind.SQUARED, -2.5f, Float.NaN);

        assertThat(csv.toString()).isEqualTo("row,prediction,label,error\n1,-2.5,,\n");
        assertThat(json.toString()).isEqualTo("{\"row\":1,\"prediction\":-2.5}\n");
    }

    @Test
    void aMarginDecidesButIsNoProbability() throws IOException {
        write(ANSWERS, LossKind.HINGE, 0.25f, 0);

        assertThat(csv.toString()).isEqualTo("row,prediction,probability,label,error\n1,yes,,no,\n");
        assertThat(json.toString()).isEqualTo("{\"row\":1,\"prediction\":\"yes\",\"label\":\"no\"}\n");
    }

    @Test
    void aNegativeMarginIsANo() throws IOException {
        write(ANSWERS, LossKind.HINGE, -3, Float.NaN);

        assertThat(csv.toString()).isEqualTo("row,prediction,probability,label,error\n1,no,,,\n");
        assertThat(json.toString()).isEqualTo("{\"row\":1,\"prediction\":\"no\"}\n");
    }

    @Test
    void logOddsAreAProbability() throws IOException {
        write(ANSWERS, LossKind.LOGISTIC, (float) Math.log(3), Float.NaN);

        assertThat(csv.toString()).isEqualTo("row,prediction,probability,label,error\n1,yes,0.75,,\n");
        assertThat(json.toString()).isEqualTo("{\"row\":1,\"prediction\":\"yes\",\"probability\":0.75}\n");
    }

    private void write(Schema schema, LossKind kind, float score, float label) throws IOException {
        float[] scores = {99, score};
        new CsvPredictions(csv, schema, Loss.of(kind)).prediction(1, scores, 1, label);
        new JsonPredictions(json, schema, Loss.of(kind)).prediction(1, scores, 1, label);
    }
}
