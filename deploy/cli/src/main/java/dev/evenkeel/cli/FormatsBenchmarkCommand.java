package dev.evenkeel.cli;

import dev.evenkeel.cli.benchmark.Contender;
import dev.evenkeel.cli.benchmark.FormatsBenchmark;
import dev.evenkeel.cli.benchmark.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Compares the formats. */
@CommandLine.Command(
        name = "formats",
        description = "How fast each format is read and decoded: a real broker and a real Flink in this process.",
        footer = {
            "",
            "Every run reads one topic from its beginning to its end, in one task, and throws the rows away. A round"
                    + " runs all of",
            "them; the first round is not counted. Rates are relative to the source alone in the same round; medians"
                    + " of rounds."
        })
final class FormatsBenchmarkCommand extends Command {
    private static final int FEWEST_ROWS = 1_000;

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of each topic (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count (${DEFAULT-VALUE}).")
    private int rounds;

    @Override
    void run(Console console) throws IOException {
        if (rows < FEWEST_ROWS || rounds < 1) {
            throw new UsageException("must be at least %d rows and one round: --rows=%d, --rounds=%d"
                    .formatted(FEWEST_ROWS, rows, rounds));
        }
        Path folder = Files.createTempDirectory("evenkeel-benchmark");
        List<Measured> all;
        try {
            all = FormatsBenchmark.run(folder, rows, rounds, line -> console.say("%s", line));
        } finally {
            Folders.delete(folder);
        }
        console.print("%-16s %10s %14s %10s %12s", "", "bytes/row", "rows/s", "relative", "CPU µs/row");
        List<Map<String, Object>> json = new ArrayList<>();
        for (Measured measured : all) {
            Contender contender = measured.contender();
            console.print(
                    "%-16s %10.0f %,14.0f %10.2f %12.2f",
                    contender.key(),
                    measured.bytesPerRow(),
                    measured.rowsPerSecond(),
                    measured.relative(),
                    measured.cpuMicrosPerRow());
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", contender.key());
            one.put("bytes_per_row", measured.bytesPerRow());
            one.put("rows_per_second", measured.rowsPerSecond());
            one.put("relative", measured.relative());
            one.put("cpu_micros_per_row", measured.cpuMicrosPerRow());
            json.add(one);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", rows);
        result.put("rounds", rounds);
        result.put("formats", json);
        console.result(result);
    }
}
