package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metrics topic gets is what the published schema says. */
class MetricsSchemaTest {
    private static final Path SCHEMA = Path.of("..", "config", "schema", "metrics.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DriftingRows ROWS = new DriftingRows(1);

    @ParameterizedTest
    @ValueSource(strings = {"linear", "mlp", "auto"})
    void reportsAreAsTheSchemaSays(String kind) throws Exception {
        PipelineSpec spec = TestPipelines.pipeline("model.kind=" + kind, "stability.profile=balanced");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_000).train(ROWS.batch(spec, 0, 64)).clock(11_000);
            for (int b = 1; b < 20; b++) {
                trainer.train(b < 15 ? ROWS.batch(spec, 64L * b, 64L * b + 64) : poisoned(spec, 64L * b));
            }
            trainer.end();

            assertThat(trainer.reports()).hasSizeGreaterThanOrEqualTo(2);
            for (String report : trainer.reports()) {
                assertThat(problems(report)).as(report).isEmpty();
            }
            JsonNode last =
                    JSON.readTree(trainer.reports().get(trainer.reports().size() - 1));
            assertThat(last.path("stability").path("verdict").asText()).isEqualTo("degraded");
            assertThat(last.path("stability")
                            .path("findings")
                            .path(0)
                            .path("name")
                            .asText())
                    .isEqualTo("x1");
            assertThat(last.path("stability").path("layers")).isNotEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatNoReportHas() throws IOException {
        assertThat(problems("{\"type\":\"report\"}")).isNotEmpty();
        assertThat(problems("{\"type\":\"weather\"}")).anyMatch(problem -> problem.contains("report"));
    }

    /** Every fourth row says something impossible. */
    private static MiniBatch poisoned(PipelineSpec spec, long from) {
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), 64);
        for (long number = from; number < from + 64; number++) {
            Example example = ROWS.example(spec, number);
            if (number % 4 == 0) {
                example.numeric()[1] = Float.POSITIVE_INFINITY;
            }
            batch.add(example);
        }
        return batch.build();
    }

    private static List<String> problems(String report) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        return schema.validate(JSON.readTree(report)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
