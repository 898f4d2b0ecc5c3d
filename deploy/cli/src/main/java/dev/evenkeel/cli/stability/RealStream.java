package dev.evenkeel.cli.stability;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a stream, decoded, in its order; over and over where it has fewer. */
final class RealStream {
    private final Schema schema;
    private final List<Example> rows;

    private RealStream(Schema schema, List<Example> rows) {
        this.schema = schema;
        this.rows = rows;
    }

    /**
     * Reads rows.
     *
     * @param rows how many
     * @throws IOException when they cannot be read or are no examples
     */
    static RealStream read(String name, InputStream bytes, PipelineSpec spec, int rows) throws IOException {
        String format = spec.examples().format().key();
        List<Example> all = new ArrayList<>();
        try (RowReader reader =
                RowReader.read(name, bytes, format, spec.examples().options())) {
            Decoder decoder = Formats.decoder(format, reader.options(), spec.schema());
            while (all.size() < rows && reader.next()) {
                Example row = new Example(spec.schema().numeric().size());
                decoder.decode(reader.bytes(), reader.from(), reader.to(), row);
                all.add(row.origin(0, all.size()));
            }
        } catch (DecodeException e) {
            throw new IOException("must be an example: stream=" + name + ", " + e.getMessage(), e);
        }
        int own = all.size();
        for (int r = own; own > 0 && r < rows; r++) {
            all.add(all.get(r % own).copy().origin(0, r));
        }
        return new RealStream(spec.schema(), all);
    }

    /** The same rows, to be changed. */
    RealStream copy() {
        return new RealStream(schema, rows.stream().map(Example::copy).toList());
    }

    /** How many. */
    int rows() {
        return rows.size();
    }

    Example row(int row) {
        return rows.get(row);
    }

    int width() {
        return schema.numeric().size();
    }

    int outputs() {
        return schema.outputs();
    }

    Task task() {
        return schema.task();
    }

    /** The largest finite magnitude of a column; 0 where there is none. */
    double largest(int column) {
        return rows.stream()
                .mapToDouble(row -> Math.abs(row.numeric()[column]))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
