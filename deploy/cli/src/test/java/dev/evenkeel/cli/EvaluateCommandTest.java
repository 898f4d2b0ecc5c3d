package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BANK_PIPELINE = "../../config/pipelines/bank.yaml";

    @TempDir
    private Path folder;

    @Test
    void theBankStreamIsLearnedAsWellAsByVowpalWabbit() throws IOException {
        JsonNode result = json(bankByFlags("--set", "stability.profile=off"));

        assertThat(result.path("examples").asInt()).isEqualTo(DataSet.BANK.rows());
        assertThat(result.path("features").asInt()).isEqualTo(DataSet.BANK.rows() * 16);
        assertThat(result.path("rejected").asInt()).isZero();
        assertThat(result.path("log_loss").asDouble()).isLessThanOrEqualTo(0.2828);
        assertThat(result.path("auc").asDouble()).isGreaterThan(0.80);
        assertThat(result.path("baseline").path("majority").asDouble()).isBetween(0.882, 0.884);
        assertThat(result.path("baseline").path("no_change").asDouble()).isBetween(0.842, 0.844);
    }

    @Test
    void flagsAndFileAndAnyBatchGiveTheSameModel() throws IOException {
        JsonNode flags = json(bankByFlags());

        JsonNode file = json(Invocation.of(
                "evaluate",
                "-p",
                BANK_PIPELINE,
                "--input",
                bank(),
                "--model",
                "linear",
                "--rule",
                "nag",
                "--batch",
                "17",
                "--json"));

        assertThat(file.path("model")).isEqualTo(flags.path("model"));
        assertThat(file.path("loss")).isEqualTo(flags.path("loss"));
    }

    @Test
    void jsonHasThePromisedKeysAndNothingElseIsOnStandardOutput() throws IOException {
        var run = sample("--json");

        assertThat(run.out().lines()).hasSize(1);
        JsonNode result = json(run);
        assertThat(keys(result))
                .containsExactly(
                        "examples",
                        "features",
                        "rejected",
                        "refused_batches",
                        "non_finite",
                        "guards",
                        "stability",
                        "drift",
                        "hidden_layers",
                        "seconds",
                        "loss",
                        "log_loss",
                        "brier",
                        "accuracy",
                        "auc",
                        "auc_error",
                        "kappa",
                        "f1",
                        "calibration_error",
                        "rmse",
                        "mae",
                        "r2",
                        "baseline",
                        "classes",
                        "window",
                        "fading",
                        "verdict",
                        "reason",
                        "rollbacks",
                        "model");
        assertThat(keys(result.path("seconds"))).containsExactly("total", "learn");
        assertThat(keys(result.path("baseline"))).containsExactly("majority", "no_change", "log_loss", "brier");
        for (String recent : List.of("window", "fading")) {
            assertThat(keys(result.path(recent))).contains("log_loss", "auc", "baseline");
            assertThat(result.path(recent).path("brier").isNumber()).isTrue();
        }
        assertThat(result.path("classes").isNull()).isTrue();
        assertThat(keys(result.path("model"))).containsExactly("parameters", "version", "sha256");
        assertThat(result.path("rmse").isNull()).isTrue();
        assertThat(run.err()).contains("loss       last");
    }

    @Test
    void driftAlarmsAreCountedAndListed() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int r = 0; r < 2_000; r++) {
            rows.append(r % 7 + (r < 1_000 ? 0 : 100))
                    .append(',')
                    .append(r % 7 > 3 ? 1 : 0)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("shifted.csv"), rows);
        String[] arguments = {
            "evaluate",
            "--input",
            file.toString(),
            "--task",
            "binary",
            "--label",
            "y",
            "--numeric",
            "x",
            "--model",
            "mlp",
            "--set",
            "drift.watch=[x]"
        };

        JsonNode result = json(Invocation.of(
                Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray(String[]::new)));
        assertThat(result.at("/drift/alarms/x").asInt()).isPositive();
        JsonNode first = result.at("/drift/events/0");
        assertThat(first.path("signal").asText()).isEqualTo("x");
        assertThat(first.path("direction").asText()).isEqualTo("up");
        assertThat(first.path("example").asInt()).isBetween(1_001, 1_100);
        assertThat(result.at("/hidden_layers/0/effective_rank").asDouble()).isPositive();
        assertThat(Invocation.of(arguments).out())
                .contains("\ndrift      ")
                .contains(": x up at 1,0")
                .containsPattern(
                        "\nunits      \\S+: \\d+ % dormant, rank [0-9.]+ of \\d+, \\|W\\| [0-9.]+, 0 recycled\n");
    }

    @Test
    void peopleSeeTheTableAndASummary() throws IOException {
        var run = sample("--rule", "nag");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("average    since")
                .contains("\n0.693147   0.693147            1          1.0              no          0.5000         ")
                .contains("examples   100 learned, 0 rejected, 0 refused; ")
                .contains("loss       0.")
                .containsPattern("\n {22} +all +last 5,000 +fading\n")
                .containsPattern("\naccuracy +[0-9.]+ +[0-9.]+ +[0-9.]+\n  commonest class +[0-9.]+");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void regressionHasItsOwnMetricsAndBaselines() throws IOException {
        Path file = Files.writeString(folder.resolve("line.csv"), "x,y\n1,2\n2,4\n3,6\n4,8\n");

        JsonNode result = json(Invocation.of(
                "evaluate", "--input", file.toString(), "--task", "regression", "--label", "y", "--json"));

        assertThat(keys(result.path("baseline"))).containsExactly("mean", "no_change", "mean_mae", "no_change_mae");
        assertThat(result.path("baseline").path("no_change").asDouble()).isEqualTo(Math.sqrt(3));
        assertThat(result.path("rmse").isNumber()).isTrue();
        assertThat(result.path("log_loss").isNull()).isTrue();
    }

    @Test
    void classesAreCollectedFromTheFile() throws IOException {
        JsonNode result = json(Invocation.of(
                "evaluate",
                "--input",
                Samples.csv(folder, 90).toString(),
                "--task",
                "multiclass",
                "--label",
                "color",
                "--set",
                "schema.hash-bits=10",
                "--rule",
                "nag",
                "--json"));

        assertThat(result.path("examples").asInt()).isEqualTo(90);
        assertThat(result.path("model").path("parameters").asInt()).isEqualTo(2 << 10);
        assertThat(result.path("auc").isNull()).isTrue();
        assertThat(result.path("classes").findValuesAsText("class")).containsExactlyInAnyOrder("red", "blue");
        assertThat(keys(result.path("classes").path(0)))
                .containsExactly("class", "precision", "recall", "f1", "support");
    }

    @Test
    void openFormatsNeedNoColumns() throws IOException {
        Path file = Files.writeString(folder.resolve("sample.vw"), "1 |f a:2 b\n-1 |f b\n");

        JsonNode result = json(Invocation.of("evaluate", "--input", file.toString(), "--task", "binary", "--json"));

        assertThat(result.path("examples").asInt()).isEqualTo(2);
        assertThat(result.path("features").asInt()).isEqualTo(5);
    }

    @Test
    void rejectedRowsAreCountedAndTheFirstExplained() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n1,1\n2,0\n");
        for (int i = 0; i < 7; i++) {
            text.append("3,maybe\n");
        }
        Path file = Files.writeString(folder.resolve("bad.csv"), text.append("4,1\n"));

        // the pipeline's columns: the label is looked at only where columns are inferred
        var run = Invocation.of(
                "evaluate", "-p", pipeline("{header: \"x,y\"}").toString(), "--input", file.toString(), "--json");

        assertThat(json(run).path("rejected").asInt()).isEqualTo(7);
        assertThat(json(run).path("examples").asInt()).isEqualTo(3);
        assertThat(run.err())
                .contains("rejected: row 3 (line 4): not a number: y=maybe")
                .contains("rejected: row 7 (line 8)")
                .doesNotContain("row 8 ")
                .contains("rejected: 2 more");
    }

    @Test
    void aFileWithoutTheHeaderThatThePipelineGivesIsAllRows() throws IOException {
        Path file = Files.writeString(folder.resolve("headless.csv"), "1,1\n2,0\n");

        JsonNode result = json(Invocation.of(
                "evaluate", "-p", pipeline("{header: \"x,y\"}").toString(), "--input", file.toString(), "--json"));

        assertThat(result.path("examples").asInt()).isEqualTo(2);
    }

    @Test
    void theSnapshotIsTheModelThatWasReported() throws IOException {
        Path snapshot = folder.resolve("model.safetensors");

        JsonNode result = json(sample("--json", "--snapshot", snapshot.toString()));

        ModelSnapshot saved = ModelSnapshot.decode(Files.readAllBytes(snapshot));
        assertThat(saved.sha256()).isEqualTo(result.path("model").path("sha256").asText());
        assertThat(saved.version()).isEqualTo((100 + LearnerSpec.DEFAULT_STEP - 1) / LearnerSpec.DEFAULT_STEP);
    }

    @Test
    void labelsThatAreWordsNeedAPositiveOne() throws IOException {
        var run = Invocation.of(
                "evaluate", "--input", Samples.csv(folder, 10).toString(), "--task", "binary", "--label", "y");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip())
                .isEqualTo(
                        "error: labels must be 1 and 0, or 1 and -1, or --positive must name the one that counts as 1:"
                                + " --label=y, values=no | yes");
    }

    @Test
    void mistakesNameTheFlags() throws IOException {
        var run = sample("--rule", "magic", "--batch", "0", "--set", "evaluation.windw=1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("error: --rule=magic: must be "))
                .anyMatch(line -> line.startsWith("error: --batch=0: must be an integer in [1, 1048576]"))
                .anyMatch(line -> line.contains("--set evaluation.windw: is unknown; did you mean window?"));
    }

    @Test
    void whatIsNeededIsSaid() throws IOException {
        String file = Samples.csv(folder, 10).toString();

        assertThat(Invocation.of("evaluate", "--input", file, "--label", "y").err())
                .startsWith("error: what is predicted must be said: --task");
        assertThat(Invocation.of("evaluate", "--input", file, "--task", "binary")
                        .err())
                .startsWith("error: the column of the label must be named: --label COLUMN");
        assertThat(Invocation.of("evaluate", "--input", "-", "--task", "binary", "--label", "y")
                        .err())
                .startsWith("error: columns can be inferred from a file only");
        assertThat(Invocation.of("evaluate", "-p", BANK_PIPELINE, "--input", file, "--label", "y")
                        .err())
                .startsWith("error: the pipeline file says what rows mean: --label");
        assertThat(Invocation.of("evaluate", "--input", "absent.csv", "--task", "binary", "--label", "y")
                        .err())
                .contains("absent.csv");
    }

    @Test
    void nothingLearnedIsWrongUse() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.csv"), "x,y\n1,2\n2,3\n");

        var run = Invocation.of("evaluate", "-p", pipeline("{header: \"x,y\"}").toString(), "--input", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("unknown label: y=2", "error: nothing could be learned: input=", "rejected=2");
    }

    private Invocation bankByFlags(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--input",
                bank(),
                "--delimiter",
                ";",
                "--task",
                "binary",
                "--label",
                "y",
                "--positive",
                "yes",
                "--ignore",
                "duration",
                "--model",
                "linear",
                "--rule",
                "nag",
                "--json"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private String bank() throws IOException {
        Path file = folder.resolve("bank.csv");
        try (var packaged = DataSet.BANK.open()) {
            Files.write(file, packaged.readAllBytes());
        }
        return file.toString();
    }

    private Invocation sample(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--input",
                Samples.csv(folder, 100).toString(),
                "--task",
                "binary",
                "--label",
                "y",
                "--positive",
                "yes"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private Path pipeline(String options) throws IOException {
        return Files.writeString(folder.resolve("numbers.yaml"), """
                name: numbers
                kafka: {bootstrap: "localhost:9092"}
                examples: {format: csv, options: %s}
                schema: {label: "y", numeric: [x]}
                model: {task: binary}
                """.formatted(options));
    }

    private static JsonNode json(Invocation run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
