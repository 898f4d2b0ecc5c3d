package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSoundPipelineIsSaidToBe() throws IOException {
        Path file = Samples.pipeline(folder);

        var run = Invocation.of("validate", "-p", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo(file + ": the pipeline sample is sound");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void allMistakesAreSaidAtOnceWithTheirLines() throws IOException {
        Path file = broken();

        var run = Invocation.of("validate", "-p", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .anyMatch(line -> line.startsWith("error: " + file + ":2: kafka.bootstrap=nowhere: "))
                .anyMatch(line -> line.startsWith("error: " + file + ":5: model.task=binar"));
    }

    @Test
    void mistakesAreFieldsInJson() throws IOException {
        var run = Invocation.of("validate", "-p", broken().toString(), "--json");

        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(result.path("valid").asBoolean(true)).isFalse();
        assertThat(result.path("mistakes")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.path("mistakes").path(0).path("key").asText()).isEqualTo("kafka.bootstrap");
        assertThat(result.path("mistakes").path(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void columnsThatTheHeaderDoesNotHaveAreAMistake() throws IOException {
        var run = Invocation.of(
                "validate", "-p", Samples.pipeline(folder).toString(), "--set", "schema.numeric=[height]");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("not in the header: schema column=height, expected=x | color | y");
    }

    @Test
    void explainShowsWhereSettingsCameFrom() throws IOException {
        Path file = Samples.pipeline(folder);

        var run = Invocation.of(
                "explain",
                "-p",
                file.toString(),
                "--set",
                "seed=7",
                "--set",
                "kafka.properties={ssl.keystore.password: open}");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("name sample " + file + ":1", "seed 7 --set", "window.size 256 default");
        assertThat(run.out()).doesNotContain("open").contains("ssl.keystore.password");
    }

    @Test
    void explainedSettingsAreFieldsInJson() throws IOException {
        var run = Invocation.of("explain", "-p", Samples.pipeline(folder).toString(), "--json");

        JsonNode first = new ObjectMapper().readTree(run.out()).path("settings").path(0);
        assertThat(first.path("key").asText()).isEqualTo("name");
        assertThat(first.path("value").asText()).isEqualTo("sample");
        assertThat(first.path("origin").asText()).endsWith("sample.yaml:1");
    }

    private Path broken() throws IOException {
        return Files.writeString(folder.resolve("broken.yaml"), """
                name: broken
                kafka: {bootstrap: nowhere}
                examples: {format: csv, options: {header: "x,y"}}
                schema: {label: "y", numeric: [x]}
                model: {task: binar}
                """);
    }
}
