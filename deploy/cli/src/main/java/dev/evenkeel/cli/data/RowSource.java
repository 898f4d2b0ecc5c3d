package dev.evenkeel.cli.data;

import java.io.IOException;
import java.io.InputStream;

/** Rows of CSV with a header. */
@FunctionalInterface
public interface RowSource {
    /**
     * Its bytes from the start. To be closed by the caller.
     *
     * @throws IOException when what brings it is missing, saying how to get it
     */
    InputStream open() throws IOException;

    /** A file on the class path, as its makers packaged it. */
    static RowSource resource(String path) {
        return () -> {
            InputStream bytes = RowSource.class.getResourceAsStream(path);
            if (bytes == null) {
                throw new IOException("data must be on the class path: resource=" + path);
            }
            return bytes;
        };
    }
}
