package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.AvroRows;
import dev.evenkeel.connectors.format.CsvSyntax;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The rows of a file in order: lines, and for CSV lines joined where a quoted cell holds line ends; for Avro the records of a
 * container file, whose schema is the rows'. Files compressed by gzip are recognized by their first bytes. Not thread-safe.
 *
 * <p>For CSV without a {@code header} option the first row is the header; with one, a first row equal to it is skipped. Blank
 * rows are rows. A row longer than {@link Decoder#MAX_ROW_BYTES} is cut so that it is one byte too long, for a decoder to refuse,
 * and reading goes on at the next line.
 */
public final class RowReader implements Closeable {
    /** The name that stands for standard input. */
    public static final String STDIN = "-";

    private final String name;
    private final Rows rows;
    private final Map<String, String> options;
    private boolean firstIsPending;
    private long count = -1;

    private RowReader(String name, InputStream in, String format, Map<String, String> options) throws IOException {
        Formats.requireKnown(format, options);
        this.name = name;
        this.options = new HashMap<>(options);
        InputStream plain = decompressed(in);
        switch (format) {
            case Formats.CSV -> {
                CsvSyntax syntax = CsvSyntax.of(options);
                rows = new RowSplitter(plain, syntax.quote(), syntax.delimiter());
                header();
            }
            case Formats.AVRO -> {
                AvroFileRows records = new AvroFileRows(name, plain);
                rows = records;
                this.options.clear();
                this.options.putAll(AvroRows.fileOptions(options, records.schema()));
            }
            default -> rows = new RowSplitter(plain, CsvSyntax.NO_QUOTE, '\n');
        }
    }

    /**
     * Opens a file.
     *
     * @param file its path, or {@link #STDIN}
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when format or options are unknown, a CSV file without a header option is empty, or an Avro
     *     file is none
     */
    public static RowReader open(String file, String format, Map<String, String> options) throws IOException {
        return file.equals(STDIN) ? read("stdin", System.in, format, options) : open(Path.of(file), format, options);
    }

    /**
     * Opens a file.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when format or options are unknown, a CSV file without a header option is empty, or an Avro
     *     file is none
     */
    public static RowReader open(Path file, String format, Map<String, String> options) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return read(file.toString(), Files.newInputStream(file), format, options);
    }

    /**
     * Reads a stream, and closes it when it cannot be read.
     *
     * @param name what messages call it
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException as {@link #open(Path, String, Map)}
     */
    public static RowReader read(String name, InputStream in, String format, Map<String, String> options)
            throws IOException {
        try {
            return new RowReader(name, in, format, options);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    private void header() throws IOException {
        boolean any = rows.next();
        String first = any ? text() : "";
        if (options.containsKey(CsvSyntax.HEADER)) {
            firstIsPending = any && !isHeader(first);
            return;
        }
        if (first.isBlank()) {
            throw new IllegalArgumentException(
                    "has no header: input=" + name + ", expected=column names in its first line");
        }
        options.put(CsvSyntax.HEADER, first);
    }

    private boolean isHeader(String first) {
        try {
            return CsvSyntax.of(options).split(first).equals(Formats.header(options));
        } catch (IllegalArgumentException e) {
            return false; // its quotes do not match: a row for the decoder to refuse
        }
    }

    /**
     * Moves to the next row.
     *
     * @return false at the end
     * @throws IOException when the file cannot be read on
     */
    public boolean next() throws IOException {
        if (firstIsPending) {
            firstIsPending = false;
        } else if (!rows.next()) {
            return false;
        }
        count++;
        return true;
    }

    /** The options given, with the header or schema where the file has it: what {@link Formats#decoder} needs. */
    public Map<String, String> options() {
        return Map.copyOf(options);
    }

    /** The array that holds the row until the next one. */
    public byte[] bytes() {
        return rows.bytes();
    }

    /** Where the row starts. */
    public int from() {
        return rows.from();
    }

    /** Where the row ends, exclusive; its line end is not part of it. */
    public int to() {
        return rows.to();
    }

    /** The row's number from 0, header not counted. */
    public long index() {
        return count;
    }

    /** The number from 1 of the line in which the row starts, or of the record in an Avro file, for messages. */
    public long line() {
        return rows.line();
    }

    /** The row as text, for messages and copies. */
    public String text() {
        return new String(bytes(), from(), to() - from(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
