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
import dev.evenkeel.model.evaluation.GateMetric;
import dev.evenkeel.model.evaluation.PublishGate;
import dev.evenkeel.model.learner.LaneEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metrics topic gets is what the published schema says. */
class MetricsSchemaTest {
    private static final JsonSchema SCHEMA = schema();
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
            assertThat(last.path("hidden_layers")).hasSize(hiddenLayers(kind)).allSatisfy(layer -> {
                int units = layer.path("units").intValue();
                assertThat(layer.path("dormant").doubleValue()).isBetween(0.0, 1.0);
                assertThat(layer.path("effective_rank").doubleValue()).isBetween(1.0, (double) units);
                assertThat(layer.path("weight_norm").doubleValue()).isPositive();
            });
        }
    }

    @Test
    void reportsSayHowLossesSpreadWhatIsUsualInAColumnAndHowLongRowsHaveWaited() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline("model.kind=mlp", "schema.standardize=on");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_000);
            trainer.train(ROWS.batch(spec, 0, 64), 30).train(ROWS.batch(spec, 64, 128), 90);
            trainer.clock(11_000).clock(12_000);

            JsonNode report = JSON.readTree(trainer.reports().get(0));
            JsonNode window = report.at("/evaluation/window");
            assertThat(window.path("loss_p50").doubleValue())
                    .isBetween(0.0, window.path("loss_p95").doubleValue());
            assertThat(window.path("loss_p95").doubleValue())
                    .isGreaterThan(window.path("loss").doubleValue());
            assertThat(report.path("input_ranges").findValuesAsText("column"))
                    .containsExactlyElementsOf(spec.schema().numeric());
            assertThat(report.path("input_ranges"))
                    .allSatisfy(range ->
                            assertThat(range.path("deviation").doubleValue()).isPositive());
            assertThat(report.at("/window_wait_ms/mean").doubleValue()).isEqualTo(60);
            assertThat(report.at("/window_wait_ms/greatest").doubleValue()).isEqualTo(90);
            JsonNode next = JSON.readTree(trainer.reports().get(1));
            assertThat(next.at("/window_wait_ms/mean").isNull())
                    .as("nothing came since")
                    .isTrue();
        }
    }

    @Test
    void hiddenLayersAreLookedAtEveryTenSeconds() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline("model.kind=mlp", "update=adam");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_000).train(ROWS.batch(spec, 0, 640)).clock(11_000);
            trainer.train(ROWS.batch(spec, 640, 1_280));
            for (long now = 12_000; now <= 21_000; now += 1_000) {
                trainer.clock(now);
            }

            List<JsonNode> seen = new ArrayList<>();
            for (String report : trainer.reports()) {
                seen.add(JSON.readTree(report).path("hidden_layers").path(0).path("weight_norm"));
            }
            assertThat(seen.subList(0, 10)).containsOnly(seen.get(0));
            assertThat(seen).hasSize(11).last().isNotEqualTo(seen.get(0));
        }
    }

    @Test
    void classesAreReportedOneByOne() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline(
                "model.task=multiclass",
                "schema.label={field: color, classes: [red, green, blue]}",
                "schema.numeric=[x0, x1, x2, y]",
                "schema.categorical=[]");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            trainer.train(ROWS.batch(spec, 0, 64)).end();

            String report = trainer.reports().get(0);
            assertThat(problems(report)).as(report).isEmpty();
            for (String over : List.of("total", "window", "fading")) {
                JsonNode classes =
                        JSON.readTree(report).path("evaluation").path(over).path("classes");
                assertThat(classes.findValuesAsText("class")).containsExactly("red", "green", "blue");
                assertThat(classes)
                        .allSatisfy(one ->
                                assertThat(one.path("recall").doubleValue()).isBetween(0.0, 1.0));
            }
            double rows = 0;
            for (JsonNode one : JSON.readTree(report).at("/evaluation/total/classes")) {
                rows += one.path("support").doubleValue();
            }
            assertThat(rows).isEqualTo(64);
        }
    }

    @Test
    void everyKindOfEventIsAsTheSchemaSays() throws Exception {
        List<String> events = new ArrayList<>();
        events.addAll(orders());
        events.addAll(withheld());
        events.addAll(flipped(100, 3));
        events.addAll(flipped(140, 0));
        events.addAll(halted());

        Set<String> kinds = new TreeSet<>();
        for (String event : events) {
            assertThat(problems(event)).as(event).isEmpty();
            kinds.add(JSON.readTree(event).path("event").asText());
        }
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LaneEvent.Kind.values())
                        .map(LaneEvent.Kind::key)
                        .toList());
    }

    private static List<String> orders() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline("update=nag", "stability.profile=balanced");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            for (long b = 0; b < 40; b++) {
                trainer.train(ROWS.batch(spec, 64 * b, 64 * b + 64));
            }
            trainer.order("{\"action\": \"pause\", \"id\": \"later\", \"at-version\": 100000}")
                    .order("{\"action\": \"publish\", \"id\": \"now\"}")
                    .order("{\"action\": \"rollback\", \"id\": \"back\"}")
                    .order("{\"action\": \"pause\", \"id\": \"hold\"}")
                    .order("{\"action\": \"resume\", \"id\": \"on\"}")
                    .order("no order");
            return events(trainer);
        }
    }

    private static List<String> withheld() throws Exception {
        PipelineSpec spec = TestPipelines.pipeline();
        PublishGate gate = new PublishGate(GateMetric.ACCURACY, PublishGate.Against.BASELINE, 0.9);
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.gated(gate))) {
            return events(trainer.train(ROWS.batch(spec, 0, 64)));
        }
    }

    /** A stream whose labels turn round at batch 80, until that batch of 160. */
    private static List<String> flipped(long until, int retries) throws Exception {
        PipelineSpec spec = TestPipelines.pipeline(
                "update=nag", "stability.profile=balanced", "stability.rollback={band: 5, retries: " + retries + "}");
        try (TrainHarness trainer = TrainHarness.open(spec, TrainHarness.EVERY_SECOND)) {
            for (long b = 0; b < 160; b++) {
                boolean flips = b >= 80 && b < until;
                trainer.train(flips ? flipped(spec, 64 * b) : ROWS.batch(spec, 64 * b, 64 * b + 64));
            }
            return events(trainer);
        }
    }

    /** A learner in good training, whose learning rate is a million times as large from now on. */
    private static List<String> halted() throws Exception {
        String[] good = {"update={rule: sgd, learning-rate: 0.1}", "stability.profile=balanced"};
        OperatorSubtaskState state;
        try (TrainHarness trainer = TrainHarness.open(TestPipelines.pipeline(good), TrainHarness.EVERY_SECOND)) {
            for (long b = 0; b < 80; b++) {
                trainer.train(ROWS.batch(TestPipelines.pipeline(good), 64 * b, 64 * b + 64));
            }
            state = trainer.snapshot(1);
        }
        PipelineSpec bad = TestPipelines.pipeline(
                "update={rule: sgd, learning-rate: 1e5}", "stability.rollback={band: 5, retries: 0}");
        try (TrainHarness trainer = TrainHarness.open(bad, TrainHarness.EVERY_SECOND, state, null)) {
            for (long b = 80; b < 200; b++) {
                trainer.train(ROWS.batch(bad, 64 * b, 64 * b + 64));
            }
            return events(trainer);
        }
    }

    private static List<String> events(TrainHarness trainer) {
        return trainer.reports().stream()
                .filter(record -> record.contains("\"type\":\"event\""))
                .toList();
    }

    private static MiniBatch flipped(PipelineSpec spec, long from) {
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), 64);
        for (long number = from; number < from + 64; number++) {
            Example example = ROWS.example(spec, number);
            batch.add(example.label(1 - example.label()));
        }
        return batch.build();
    }

    @Test
    void theSchemaRefusesWhatNoRecordHas() throws Exception {
        assertThat(problems("{\"type\":\"report\"}")).isNotEmpty();
        assertThat(problems("{\"type\":\"weather\"}")).anyMatch(problem -> problem.contains("report"));
        String event = withheld().get(0);
        assertThat(problems(event.replace("\"event\":\"withheld\"", "\"event\":\"weather\"")))
                .isNotEmpty();
        assertThat(problems(event.replace("\"reference\":", "\"referee\":")))
                .anyMatch(problem -> problem.contains("'reference'"))
                .anyMatch(problem -> problem.contains("'referee'"));
    }

    /** Of the default networks: one layer, and as many networks as the mixture has. */
    private static int hiddenLayers(String kind) {
        return switch (kind) {
            case "linear" -> 0;
            case "mlp" -> 3;
            default -> 2;
        };
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

    private static List<String> problems(String record) throws IOException {
        return SCHEMA.validate(JSON.readTree(record)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("..", "config", "schema", "metrics.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
