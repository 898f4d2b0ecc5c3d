package dev.evenkeel.connectors.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published format, read by a program that shares nothing with the one that wrote it. */
class PublishedFormatTest {
    @TempDir
    Path folder;

    @Test
    void aFewLinesOfPlainNodePredictFromASnapshot() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "node"))))
                .as("node must be installed to read a snapshot from another language")
                .isTrue();
        ModelSnapshot snapshot = Models.trained(3).get(2);
        Path file = Files.write(folder.resolve("3.safetensors"), snapshot.encode());
        Path script = Path.of("src/test/resources/dev/evenkeel/connectors/snapshot/read-snapshot.mjs");

        String[] answer = run("node", script.toString(), file.toString()).split("\n", -1);

        float[] values = snapshot.tensors().floats("weights/linear/value");
        assertThat(answer[0]).isEqualTo("bank 3 300 nag");
        assertThat(answer[1]).isEqualTo(snapshot.tensors().ints("weights/linear/index").length + " weights");
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        assertThat(Double.parseDouble(answer[2])).isEqualTo(sum);
        assertThat(answer[3]).isEqualTo(snapshot.sha256());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Arrays.toString(command) + output).isZero();
        return output;
    }
}
