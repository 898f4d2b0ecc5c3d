package dev.evenkeel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a real stream as CSV. */
@CommandLine.Command(name = "data", description = "Write a real stream as CSV, from the packages that bring it.")
final class DataCommand extends Command {
    @Parameters(paramLabel = "NAME", description = "One of: ${COMPLETION-CANDIDATES}.")
    private DataSet data;

    @Option(names = "--out", paramLabel = "FILE", description = "Write here instead of to standard output.")
    private Path out;

    @Override
    void run(Console console) throws IOException {
        if (out == null && console.json()) {
            throw new UsageException("a file must be named, since --json keeps standard output for itself: --out FILE");
        }
        long bytes = out == null ? print(console.bytes()) : save();
        console.say("%s: %d rows, %d bytes. %s", data, data.rows(), bytes, data.source());
        var result = new LinkedHashMap<String, Object>();
        result.put("data", data.toString());
        result.put("rows", data.rows());
        result.put("bytes", bytes);
        result.put("file", String.valueOf(out));
        console.result(result);
    }

    private long save() throws IOException {
        try (InputStream from = data.open()) {
            return Files.copy(from, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private long print(PrintStream to) throws IOException {
        try (InputStream from = data.open()) {
            long bytes = from.transferTo(to);
            if (to.checkError()) {
                throw new EnvironmentException("standard output must stay open: data=" + data);
            }
            return bytes;
        }
    }
}
