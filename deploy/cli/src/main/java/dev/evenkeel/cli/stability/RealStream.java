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
import java.util.function.ToDoubleFunction;

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
        try (RowReader reader = RowReader.read(
                name, bytes, spec.examples().format().key(), spec.examples().options())) {
            RealStream once = read(name, reader, spec, rows);
            return once.repeated(rows);
        }
    }

    /**
     * Reads rows once.
     *
     * @param most how many
     * @throws IOException when they cannot be read or are no examples
     */
    static RealStream read(String name, RowReader reader, PipelineSpec spec, int most) throws IOException {
        List<Example> all = new ArrayList<>();
        try {
            Decoder decoder = Formats.decoder(spec.examples().format().key(), reader.options(), spec.schema());
            while (all.size() < most && reader.next()) {
                Example row = new Example(spec.schema().numeric().size());
                decoder.decode(reader.bytes(), reader.from(), reader.to(), row);
                all.add(row.origin(0, all.size()));
            }
        } catch (DecodeException e) {
            throw new IOException("must be an example: stream=" + name + ", " + e.getMessage(), e);
        }
        return new RealStream(spec.schema(), all);
    }

    private RealStream repeated(int count) {
        List<Example> all = new ArrayList<>(rows);
        for (int r = rows.size(); !rows.isEmpty() && r < count; r++) {
            all.add(rows.get(r % rows.size()).copy().origin(0, r));
        }
        return new RealStream(schema, all);
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
        return largest(row -> row.numeric()[column]);
    }

    /** The same of the label. */
    double largestLabel() {
        return largest(Example::label);
    }

    private double largest(ToDoubleFunction<Example> number) {
        return rows.stream()
                .mapToDouble(number)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }
}
