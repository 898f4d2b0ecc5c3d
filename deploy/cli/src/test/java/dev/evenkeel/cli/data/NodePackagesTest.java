package dev.evenkeel.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On machines with Node.js, without a network: packages count as installed. */
class NodePackagesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void packagesAreInstalled() throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node"))),
                "needs node");
        Files.createFile(folder.resolve("complete"));
    }

    @Test
    void givesWhatTheScriptPrints() throws IOException {
        try (InputStream rows = new NodePackages("rows.mjs", folder, List.of()).open()) {
            assertThat(new String(rows.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a,b\n1,2\n");
        }
    }

    @Test
    void aScriptThatFailsIsNoEndOfData() throws IOException {
        try (InputStream rows = new NodePackages("broken.mjs", folder, List.of()).open()) {
            assertThatThrownBy(rows::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("must succeed: script=broken.mjs, exit=7");
        }
    }
}
