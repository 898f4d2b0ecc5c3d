package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LabelNames;
import dev.evenkeel.model.loss.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Predictions as CSV with a header: row, prediction, probability (binary: of a yes; multiclass: one column a class;
 * empty where the loss says none), label, and what is wrong with a row that is no example.
 */
final class CsvPredictions implements PredictionWriter {
    private final Appendable out;
    private final Schema schema;
    private final LabelNames names;
    private final int probabilities;

    CsvPredictions(Appendable out, Schema schema, Loss loss) throws IOException {
        this.out = out;
        this.schema = schema;
        names = new LabelNames(schema, loss);
        List<String> header = new ArrayList<>(List.of("row", "prediction"));
        if (schema.task() == Task.BINARY) {
            header.add("probability");
        } else {
            names.classes().forEach(name -> header.add("probability of " + name));
        }
        probabilities = header.size() - 2;
        header.addAll(List.of("label", "error"));
        line(header);
    }

    @Override
    public void prediction(long row, float[] scores, int at, float label) throws IOException {
        List<String> cells = new ArrayList<>();
        cells.add(Long.toString(row));
        if (schema.task() == Task.REGRESSION) {
            cells.add(Float.toString(names.number(scores, at)));
        } else {
            cells.add(names.label(names.likeliest(scores, at)));
            for (float probability : names.probabilities(scores, at)) {
                cells.add(Float.isNaN(probability) ? "" : Float.toString(probability));
            }
        }
        cells.add(Float.isNaN(label) ? "" : names.label(label));
        cells.add("");
        line(cells);
    }

    @Override
    public void rejected(long row, String reason) throws IOException {
        List<String> cells = new ArrayList<>(List.of(Long.toString(row), ""));
        for (int k = 0; k < probabilities; k++) {
            cells.add("");
        }
        cells.add("");
        cells.add(reason);
        line(cells);
    }

    private void line(List<String> cells) throws IOException {
        out.append(cells.stream().map(CsvPredictions::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
