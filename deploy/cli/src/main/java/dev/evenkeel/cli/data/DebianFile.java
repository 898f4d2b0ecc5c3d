package dev.evenkeel.cli.data;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a package of the Debian distribution installs, turned into CSV.
 *
 * @param name of the package
 * @param file it installs
 * @param conversion to CSV
 */
public record DebianFile(String name, Path file, Conversion conversion) implements RowSource {
    /** From a file's bytes to CSV with a header. */
    @FunctionalInterface
    public interface Conversion {
        /**
         * The whole as text.
         *
         * @throws IOException when the bytes are not what is expected
         */
        String toCsv(InputStream bytes) throws IOException;
    }

    @Override
    public InputStream open() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(
                    "package must be installed: file=" + file + ", expected=apt-get install " + name);
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            return new ByteArrayInputStream(conversion.toCsv(bytes).getBytes(StandardCharsets.UTF_8));
        }
    }
}
