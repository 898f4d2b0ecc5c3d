package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.format.Labels;
import dev.evenkeel.model.data.Example;
import java.util.Map;

/** The event times of rows where the schema names a column for them. Not thread-safe. */
final class RowTimes {
    /** Null where there is no such column. */
    private final Decoder decoder;

    private final Example row;

    RowTimes(PipelineSpec spec, Map<String, String> options) {
        boolean any = spec.schema().time().isPresent();
        decoder = any ? Formats.decoder(spec.examples().format().key(), options, spec.schema(), Labels.OPTIONAL) : null;
        row = new Example(spec.schema().numeric().size());
    }

    /** Reads the row's time; false when it has none, or the row is no example, which is for the job to reject. */
    boolean read(RowReader rows) {
        if (decoder == null) {
            return false;
        }
        try {
            decoder.decode(rows.bytes(), rows.from(), rows.to(), row);
            return true;
        } catch (DecodeException e) {
            return false;
        }
    }

    /** What {@link #read} read, in milliseconds since 1970 UTC. */
    long timeMs() {
        return row.timeMs();
    }
}
