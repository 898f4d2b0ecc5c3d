package dev.evenkeel.job.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Makes rejects of rows that were refused after they had been decoded. The original is gone by then: the record names its topic,
 * partition and offset, and holds the row as decoded, as JSON.
 */
final class RefusedRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final String topic;
    private final Schema schema;
    private final Rejects rejects;

    RefusedRows(String topic, Schema schema, int maxBytes) {
        this.topic = topic;
        this.schema = schema;
        rejects = new Rejects(maxBytes);
    }

    /** The reject of a row of a batch. */
    OutgoingRecord of(MiniBatch batch, int row, String stage, String reason) {
        Example example = new Example(batch.width());
        batch.row(row, example);
        return of(example, stage, reason);
    }

    /** The reject of an example. */
    OutgoingRecord of(Example example, String stage, String reason) {
        RawRecord stand = new RawRecord(
                topic, example.partition(), example.offset(), example.timeMs(), null, json(example), List.of());
        return rejects.rejectDecoded(stand, stage, new IllegalArgumentException(reason));
    }

    private byte[] json(Example example) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (int j = 0; j < example.numeric().length; j++) {
                if (!Float.isNaN(example.numeric()[j])) {
                    json.writeNumberField(schema.numeric().get(j), example.numeric()[j]);
                }
            }
            json.writeNumberField(schema.label().field(), example.label());
            json.writeArrayFieldStart("tokens");
            for (int t = 0; t < example.tokenCount(); t++) {
                json.writeStartArray();
                json.writeNumber(example.tokens()[t]);
                json.writeNumber(example.tokenValues()[t]);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return out.toByteArray();
    }
}
