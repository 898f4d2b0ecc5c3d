package dev.evenkeel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Real streams that come with the dependencies, in their natural order. */
enum DataSet {
    /** Phone calls of a bank, May 2008 to November 2010: does the client say yes? Semicolons, quoted strings, a header. */
    BANK(
            "/bank-full.csv",
            45_211,
            "Bank Marketing, UCI Machine Learning Repository, S. Moro, P. Cortez, P. Rita (2014), CC BY 4.0");

    private final String resource;
    private final int rows;
    private final String source;

    DataSet(String resource, int rows, String source) {
        this.resource = resource;
        this.rows = rows;
        this.source = source;
    }

    /**
     * The data of that name.
     *
     * @throws TypeConversionException when there is none
     */
    static DataSet named(String name) {
        return Arrays.stream(values())
                .filter(data -> data.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "must be one of %s: name=%s".formatted(Arrays.toString(values()), name)));
    }

    /** How many examples it has, without the header. */
    int rows() {
        return rows;
    }

    /** Where it comes from, and under which licence. */
    String source() {
        return source;
    }

    /**
     * Its bytes, as its makers packaged them. To be closed by the caller.
     *
     * @throws IOException when the dependency that brings it is missing
     */
    InputStream open() throws IOException {
        InputStream bytes = DataSet.class.getResourceAsStream(resource);
        if (bytes == null) {
            throw new IOException("data must be on the class path: data=%s, resource=%s".formatted(this, resource));
        }
        return bytes;
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
