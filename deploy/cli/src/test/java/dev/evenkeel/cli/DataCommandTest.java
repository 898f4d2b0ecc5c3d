package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataCommandTest {
    @TempDir
    private Path directory;

    @Test
    void printsTheBankDataAsPackaged() throws IOException {
        var printed = Invocation.of("data", "bank");

        assertThat(printed.exitCode()).isZero();
        assertThat(printed.out().lines()).hasSize(1 + DataSet.BANK.rows());
        assertThat(printed.out()).startsWith("\"age\";\"job\";");
        assertThat(printed.err()).startsWith("bank: 45211 rows, ").contains("CC BY 4.0");
        try (var packaged = DataSet.BANK.open()) {
            assertThat(printed.out()).isEqualTo(new String(packaged.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void writesAFileAndSaysSoInJson() throws IOException {
        Path file = directory.resolve("bank.csv");

        var written = Invocation.of("data", "bank", "--json", "--out", file.toString());

        assertThat(written.exitCode()).isZero();
        assertThat(written.out().strip())
                .isEqualTo("{\"data\":\"bank\",\"rows\":45211,\"bytes\":%d,\"file\":\"%s\"}"
                        .formatted(Files.size(file), file));
    }

    @Test
    void jsonAndDataDoNotShareStandardOutput() {
        var both = Invocation.of("data", "bank", "--json");

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.out()).isEmpty();
        assertThat(both.err())
                .startsWith("error: a file must be named, since --json keeps standard output for itself: --out FILE");
    }

    @Test
    void anUnknownNameIsWrongUse() {
        var unknown = Invocation.of("data", "bnak");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("must be one of [bank, digits, health, signals, spam, flights]: name=bnak");
    }

    @Test
    void aStreamThatNoPackageCarriesIsToBeBrought() {
        var unknown = Invocation.of("data", "elec");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no package carries it, bring its file: name=elec, expected=--input FILE");
    }

    @Test
    void aFileThatCannotBeWrittenIsTheEnvironmentsFault() {
        Path file = directory.resolve("absent").resolve("bank.csv");

        var failed = Invocation.of("data", "bank", "--out", file.toString());

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err().strip()).isEqualTo("error: file must exist: file=" + file);
    }

    @Test
    void verboseShowsTheStackTrace() {
        Path file = directory.resolve("absent").resolve("bank.csv");

        var failed = Invocation.of("--verbose", "data", "bank", "--out", file.toString());

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("NoSuchFileException", "\tat ");
    }
}
