package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictCommandTest {
    @TempDir
    private Path folder;

    private Path pipeline;
    private Path snapshot;

    @BeforeEach
    void learn() throws IOException {
        pipeline = Samples.pipeline(folder);
        snapshot = folder.resolve("model.safetensors");
        var learned = Invocation.of(
                "evaluate",
                "-p",
                pipeline.toString(),
                "--input",
                Samples.csv(folder, 500).toString(),
                "--snapshot",
                snapshot.toString());
        assertThat(learned.exitCode()).as(learned.err()).isZero();
    }

    @Test
    void everyRowHasItsLine() throws IOException {
        var run = predict(file("x,color,y\n90,red,yes\n5,blue,no\nmany,red,no\n7,red,\n"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .hasSize(5)
                .satisfiesExactly(
                        header -> assertThat(header).isEqualTo("row,prediction,probability,label,error"),
                        first -> assertThat(first).matches("1,yes,0\\.\\d+,yes,"),
                        second -> assertThat(second).matches("2,no,[0-9.E-]+,no,"),
                        third -> assertThat(third).startsWith("3,,,,\"not a number: x=many, expected="),
                        fourth -> assertThat(fourth).matches("4,no,[0-9.E-]+,,"));
        assertThat(run.err()).contains("rejected: row 3 (line 4)", "3 rows predicted, 1 rejected");
    }

    @Test
    void rowsNeedNoLabelColumn() throws IOException {
        var run = predict(file("90,red\n5,blue\n"), "--set", "examples.options.header=x,color");

        assertThat(run.out().lines().skip(1)).allMatch(line -> line.endsWith(",,"));
        assertThat(run.out().lines()).hasSize(3);
    }

    @Test
    void jsonLinesByTheNameOfTheFile() throws IOException {
        Path out = folder.resolve("predictions.jsonl");

        var run = predict(file("x,color,y\n90,red,yes\nmany,red,no\n"), "--out", out.toString(), "--json");

        JsonNode summary = new ObjectMapper().readTree(run.out());
        assertThat(summary.path("predicted").asInt()).isEqualTo(1);
        assertThat(summary.path("rejected").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(out))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("{\"row\":1,\"prediction\":\"yes\",\"probability\":0.")
                                .endsWith(",\"label\":\"yes\"}"),
                        second -> assertThat(second).startsWith("{\"row\":2,\"error\":\"not a number: x=many"));
    }

    @Test
    void weightsAndNormalizerSuffice() throws IOException {
        Path rows = file("x,color,y\n90,red,yes\n5,blue,no\n");
        String complete = predict(rows).out();
        Safetensors.File file = Safetensors.decode(Files.readAllBytes(snapshot));
        NamedTensors left = new NamedTensors();
        file.tensors().names().stream()
                .filter(name -> name.startsWith("weights/") || name.startsWith("normalizer/"))
                .forEach(name -> left.put(name, file.tensors().get(name)));

        Files.write(snapshot, Safetensors.encode(new Safetensors.File(left, file.metadata())));
        String reduced = predict(rows).out();
        Files.write(snapshot, Safetensors.encode(new Safetensors.File(left, Map.of())));
        String bare = predict(rows).out();

        assertThat(reduced).isEqualTo(complete);
        assertThat(bare).isEqualTo(complete);
    }

    @Test
    void aSnapshotOfAnotherModelIsRefusedNamingBothValues() throws IOException {
        var run = predict(file("x,color,y\n90,red,yes\n"), "--set", "schema.hash-bits=16");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: snapshot is of another model: --snapshot=" + snapshot)
                .contains("schema.hash-bits=16, snapshot's=18");
    }

    @Test
    void aDamagedSnapshotIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length - 1] ^= 1;
        Files.write(snapshot, bytes);

        var run = predict(file("x,color,y\n90,red,yes\n"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("tensors have changed: sha256=");
    }

    @Test
    void classesHaveTheirProbabilities() throws IOException {
        String[] multiclass = {
            "-p",
            pipeline.toString(),
            "--set",
            "model.task=multiclass",
            "--set",
            "schema.label={field: color, classes: [red, blue]}",
            "--set",
            "schema.categorical=[]"
        };
        Path rows = file("x,color,y\n90,red,yes\n5,blue,no\n");
        assertThat(Invocation.of(with(multiclass, "evaluate", rows)).exitCode()).isZero();

        var run = Invocation.of(with(multiclass, "predict", rows));

        assertThat(run.out().lines())
                .first()
                .isEqualTo("row,prediction,probability of red,probability of blue,label,error");
        String[] cells = run.out().lines().toList().get(1).split(",", -1);
        assertThat(Double.parseDouble(cells[2]) + Double.parseDouble(cells[3])).isBetween(0.9999, 1.0001);
    }

    private String[] with(String[] options, String command, Path rows) {
        String[] all = new String[options.length + 5];
        all[0] = command;
        System.arraycopy(options, 0, all, 1, options.length);
        all[options.length + 1] = "--input";
        all[options.length + 2] = rows.toString();
        all[options.length + 3] = "--snapshot";
        all[options.length + 4] = snapshot.toString();
        return all;
    }

    private Invocation predict(Path rows, String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "-p";
        options[1] = pipeline.toString();
        System.arraycopy(more, 0, options, 2, more.length);
        return Invocation.of(with(options, "predict", rows));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }
}
