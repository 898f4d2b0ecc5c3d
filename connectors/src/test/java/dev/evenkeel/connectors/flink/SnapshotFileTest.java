package dev.evenkeel.connectors.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {
    private static final byte[] BYTES = "tensors".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void fileHasItsFinalNameAndIsAloneInItsFolder() throws IOException {
        Path store = folder.resolve("new/store");
        Claim claim = SnapshotFile.write(store.toUri(), 7, BYTES);
        Path file = store.resolve("7-" + Sha256.hex(BYTES) + ".safetensors");
        assertThat(claim.uri().getScheme()).isEqualTo("file");
        assertThat(Path.of(claim.uri().getPath())).isEqualTo(file);
        assertThat(claim.bytes()).isEqualTo(7);
        assertThat(Files.readAllBytes(file)).isEqualTo(BYTES);
        try (var in = SnapshotFile.open(claim.uri())) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        try (var files = Files.list(store)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void writingAgainChangesNothing() throws IOException {
        Claim first = SnapshotFile.write(folder.toUri(), 7, BYTES);
        Path file = Path.of(first.uri().getPath());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(SnapshotFile.write(folder.toUri(), 7, BYTES)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_000);
    }

    @Test
    void damagedLeftoverIsReplaced() throws IOException {
        Path file = folder.resolve("7-" + Sha256.hex(BYTES) + ".safetensors");
        Files.writeString(file, "x");
        SnapshotFile.write(folder.toUri(), 7, BYTES);
        assertThat(Files.readAllBytes(file)).isEqualTo(BYTES);
    }
}
