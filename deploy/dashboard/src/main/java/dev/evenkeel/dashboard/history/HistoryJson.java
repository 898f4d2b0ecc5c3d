package dev.evenkeel.dashboard.history;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** A run's history as JSON. Stateless. */
final class HistoryJson {
    private HistoryJson() {}

    static void write(RunHistory run, double fromMs, JsonGenerator json) throws IOException {
        History.View view = run.history().since(fromMs);
        json.writeStartObject();
        json.writeStringField("run", run.run());
        json.writeArrayFieldStart("t");
        for (History.Stretch stretch : view.stretches()) {
            for (int row = stretch.from(); row < stretch.to(); row++) {
                json.writeNumber((long) stretch.rows().timeMs(row));
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("figures");
        Set<String> names = new LinkedHashSet<>();
        view.stretches().forEach(stretch -> names.addAll(stretch.rows().names()));
        for (String name : names) {
            json.writeArrayFieldStart(name);
            for (History.Stretch stretch : view.stretches()) {
                column(stretch, name, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("marks");
        for (Mark mark : run.marks()) {
            json.writePOJO(mark);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void column(History.Stretch stretch, String name, JsonGenerator json) throws IOException {
        boolean known = stretch.rows().names().contains(name);
        for (int row = stretch.from(); row < stretch.to(); row++) {
            float value = known ? stretch.rows().value(name, row) : Float.NaN;
            if (Float.isNaN(value)) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
    }
}
