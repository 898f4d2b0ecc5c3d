package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say and return when training halts. */
final class HaltIT {
    /** A rate that fits the first rows, and none of those after their unit has changed. */
    private static final String[] FRAGILE = {
        "--set", "model.kind=linear",
        "--set", "schema.standardize=off",
        "--set", "update={rule: sgd, learning-rate: 0.1}",
        "--set", "stability.rollback={band: 5, retries: 0}"
    };

    @TempDir
    private Path folder;

    @Test
    void evaluateStopsWithItsOwnExitCodeAndOneSentence() throws IOException {
        String[] arguments = arguments("evaluate", "--input", derailing().toString(), "--json");
        var run = Invocation.of(arguments);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("error: Training has halted after 0 retries, its last good state stands: loss ");
        var result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("verdict").asText()).isEqualTo("halted");
        assertThat(result.path("examples").asInt()).isBetween(2_500, 12_000);
    }

    /** The halt brings its own report: however fast the stream, and however long until the next one is due. */
    @Test
    void demoLeavesWithItsOwnExitCodeBeforeTheFirstReportIsDue() throws IOException {
        String[] arguments = arguments(
                "demo",
                "--set",
                "metrics.every=1h",
                "--set",
                "checkpoint.every=200ms",
                "--headless",
                "--exit",
                "--rate",
                "4000",
                "--json",
                "--input",
                derailing().toString());
        var run = Invocation.of(arguments);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("error: Training has halted after 0 retries, its last good state stands: loss ");
        var result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("verdict").asText()).isEqualTo("halted");
        assertThat(result.path("loss").asDouble()).isPositive();
    }

    private String[] arguments(String... command) throws IOException {
        String[] all = new String[command.length + 2 + FRAGILE.length];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "-p";
        all[command.length + 1] = Samples.pipeline(folder).toString();
        System.arraycopy(FRAGILE, 0, all, command.length + 2, FRAGILE.length);
        return all;
    }

    /** 12,000 rows whose x says the label, but for one in ten; from row 3,000 on x is a thousand times as large. */
    private Path derailing() throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder(Samples.HEADER).append('\n');
        for (int row = 0; row < 12_000; row++) {
            double x = random.nextGaussian();
            boolean yes = x > 0 ^ random.nextInt(10) == 0;
            text.append(String.format(Locale.ROOT, "%.4f,red,%s%n", row < 3_000 ? x : 1_000 * x, yes ? "yes" : "no"));
        }
        return Files.writeString(folder.resolve("derailing.csv"), text);
    }
}
