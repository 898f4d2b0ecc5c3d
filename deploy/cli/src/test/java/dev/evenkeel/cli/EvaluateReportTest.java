package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, and pipelines side by side. */
final class EvaluateReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void onePipelineGivesOnePageWithItsRecentFadingAndTotalCurves() throws IOException {
        Path page = folder.resolve("report.html");

        var run = Invocation.of(
                "evaluate",
                "-p",
                Samples.pipeline(folder).toString(),
                "--input",
                Samples.csv(folder, 300).toString(),
                "--html",
                page.toString(),
                "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String html = Files.readString(page);
        assertThat(html)
                .contains("<title>sample over sample.csv</title>", "300 examples, each predicted before")
                .contains("<h3>Log loss</h3>", "<h3>AUC</h3>", "\"name\":\"the last 5,000 examples\"")
                .contains("\"name\":\"fading\"", "\"name\":\"all so far\"", "\"name\":\"commonest class\"");
        JsonNode result = JSON.readTree(run.out());
        assertThat(html)
                .contains(
                        "\"x\":[", String.format("%.5f", result.path("log_loss").asDouble()));
        assertThat(result.path("examples").asInt()).isEqualTo(300);
    }

    @Test
    void classesHaveATableAndCurvesOfTheirOwnMetrics() throws IOException {
        Path page = folder.resolve("report.html");

        var run = Invocation.of(
                "evaluate",
                "--input",
                Samples.csv(folder, 90).toString(),
                "--task",
                "multiclass",
                "--label",
                "color",
                "--rule",
                "nag",
                "--html",
                page.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("\nclass +precision +recall +F1 +support\n(red|blue) +[0-9.]+");
        assertThat(Files.readString(page))
                .contains("Class by class, over all examples", "<h3>F1, mean</h3>")
                .doesNotContain("<h3>AUC");
    }

    @Test
    void pipelinesAreComparedOverTheSameRows() throws IOException {
        Path page = folder.resolve("report.html");

        var run = compare("--model", "linear", "--html", page.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines)
                .hasSize(6)
                .anyMatch(line -> line.matches("sample +[0-9.]{7} .*"))
                .anyMatch(line -> line.matches("other +[0-9.]{7} .*"))
                .allMatch(line -> line.length() <= 100);
        assertThat(lines.get(0)).matches(" +log loss +accuracy +Brier score +calibration +AUC +kappa +F1 +rows/s");
        assertThat(lines.subList(3, 6))
                .extracting(l -> l.replaceAll("  .*", ""))
                .containsExactly("shares of classes", "commonest class", "no change");
        assertThat(Files.readString(page))
                .contains("<title>sample, other over sample.csv</title>")
                .contains("<h3>Log loss over the last 5,000 examples</h3>")
                .contains("\"name\":\"sample\"", "\"name\":\"other\"")
                .doesNotContain("\"name\":\"fading\"");
    }

    @Test
    void aComparisonGivesEachPipelineWhatItGivesAlone() throws IOException {
        JsonNode compared = JSON.readTree(compare("--json").out()).path("compared");
        JsonNode alone = JSON.readTree(Invocation.of(
                        "evaluate",
                        "-p",
                        folder.resolve("other.yaml").toString(),
                        "--input",
                        folder.resolve("sample.csv").toString(),
                        "--json")
                .out());

        assertThat(compared.findValuesAsText("name")).containsExactly("sample", "other");
        assertThat(compared.path(1).path("model")).isEqualTo(alone.path("model"));
        assertThat(compared.path(1).path("log_loss")).isEqualTo(alone.path("log_loss"));
        assertThat(compared.path(0).path("model")).isNotEqualTo(alone.path("model"));
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        String sample = Samples.pipeline(folder).toString();
        String input = Samples.csv(folder, 20).toString();
        Path counts = Files.writeString(
                folder.resolve("counts.yaml"),
                Files.readString(Path.of(sample))
                        .replace("task: binary", "task: regression")
                        .replace("label: {field: \"y\", positive: \"yes\"}", "label: x")
                        .replace("numeric: [x]", "numeric: []"));

        var tasks = Invocation.of("evaluate", "--input", input, "--compare", sample, counts.toString());
        assertThat(tasks.exitCode()).isEqualTo(2);
        assertThat(tasks.err())
                .contains("error: only pipelines of one task can be compared: model.task=binary in " + sample
                        + ", regression in " + counts);

        var file = Invocation.of("evaluate", "-p", sample, "--input", input, "--compare", sample, sample);
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("--compare with -p, --snapshot or --input=-");

        assertThat(Invocation.of("evaluate", "--input", input, "--compare", sample)
                        .exitCode())
                .isEqualTo(2);
    }

    private Invocation compare(String... more) throws IOException {
        Path sample = Samples.pipeline(folder);
        Path other = Files.writeString(
                folder.resolve("other.yaml"), Files.readString(sample) + "update: {rule: nag, learning-rate: 0.1}\n");
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                "--input",
                Samples.csv(folder, 200).toString(),
                "--compare",
                sample.toString(),
                other.toString()));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }
}
