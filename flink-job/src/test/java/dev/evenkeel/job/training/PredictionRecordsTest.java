package dev.evenkeel.job.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static MiniBatch batch(PipelineSpec spec, int rows) {
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), rows);
        for (int r = 0; r < rows; r++) {
            Example example = new Example(spec.schema().numeric().size());
            example.numeric()[0] = r % 2;
            batch.add(example.label(r % 2).timeMs(1_000 + r).origin(3, 100 + r).key(("key" + r).getBytes(UTF_8)));
        }
        return batch.build();
    }

    @Test
    void everyRowIsPredictedByTheModelBeforeIt() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline("predictions.enabled=true");
        List<JsonNode> predictions = new ArrayList<>();
        try (TrainHarness train = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            train.clock(5_000).train(batch(spec, 50)).train(batch(spec, 3));
            for (String prediction : train.predictions()) {
                predictions.add(JSON.readTree(prediction));
            }
        }

        assertThat(predictions).hasSize(53);
        for (int r = 0; r < 53; r++) {
            assertThat(predictions.get(r).path("version").asLong()).isEqualTo(r);
        }
        JsonNode first = predictions.get(0);
        assertThat(first.path("probability").asDouble()).isEqualTo(0.5);
        assertThat(first.path("prediction").asText()).isEqualTo("0");
        assertThat(first.path("label").asText()).isEqualTo("0");
        assertThat(first.path("latency_ms").asLong()).isEqualTo(4_000);
        assertThat(first.path("partition").asInt()).isEqualTo(3);
        assertThat(first.path("offset").asInt()).isEqualTo(100);
        assertThat(predictions.get(52).path("probability").asDouble()).isLessThan(0.5);
    }

    @Test
    void aNetworkPredictsAMicroBatchByOneVersion() throws Exception {
        PipelineSpec spec =
                TestPipelines.pipeline("predictions.enabled=true", "model.kind=mlp", "update=adam", "window.step=4");
        try (TrainHarness train = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            train.train(batch(spec, 10)).end();

            List<Long> versions = new ArrayList<>();
            for (String prediction : train.predictions()) {
                versions.add(JSON.readTree(prediction).path("version").asLong());
            }
            assertThat(versions).containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 2L, 2L);
        }
    }

    @Test
    void nothingIsPublishedUnlessItIsAskedFor() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline();
        try (TrainHarness train = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            assertThat(train.train(batch(spec, 5)).predictions()).isEmpty();
        }
    }

    @Test
    void classesAndNumbersHaveTheirOwnForms() throws Exception {
        PipelineSpec classes =
                TestPipelines.pipeline("model.task=multiclass", "schema.label={field: y, classes: [a, b, c]}");
        JsonNode several = record(classes, 0f, 2f, 1f);
        assertThat(several.path("prediction").asText()).isEqualTo("b");
        assertThat(several.path("probabilities").path("b").asDouble()).isGreaterThan(0.5);
        assertThat(several.path("label").asText()).isEqualTo("a");

        PipelineSpec number = TestPipelines.pipeline("model.task=regression", "schema.label={field: y}");
        assertThat(record(number, 1.5f).path("prediction").asDouble()).isEqualTo(1.5);
        assertThat(record(number, Float.NaN).path("prediction").isNull()).isTrue();
    }

    private static JsonNode record(PipelineSpec spec, float... scores) throws Exception {
        Predictions predictions = new Predictions(scores.length).resize(1);
        System.arraycopy(scores, 0, predictions.scores(), 0, scores.length);
        OutgoingRecord made = new PredictionRecords(
                        spec.schema(), spec.learner().loss())
                .record(batch(spec, 1), 0, new PredictionRecords.Scores(predictions, 0), 7, 2_000);
        assertThat(made.key()).isEqualTo("key0".getBytes(UTF_8));
        assertThat(made.timeMs()).isEqualTo(1_000);
        return JSON.readTree(made.value());
    }
}
