package dev.evenkeel.cli.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** How tables of scikit-learn become CSV with a header. Stateless and thread-safe. */
public final class Tables {
    private static final int PIXELS = 64;
    private static final List<String> MEASURES = List.of(
            "radius",
            "texture",
            "perimeter",
            "area",
            "smoothness",
            "compactness",
            "concavity",
            "concave_points",
            "symmetry",
            "fractal_dimension");

    private Tables() {}

    /** Images of digits: 64 levels of ink from 0 to 16, then the digit, all written with decimals; gzip, no header. */
    public static String digits(InputStream bytes) throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            csv.append('p').append(pixel).append(',');
        }
        csv.append("digit\n");
        for (String line : lines(new GZIPInputStream(bytes))) {
            String[] cells = line.split(",", -1);
            requireCells(cells, PIXELS + 1);
            for (int c = 0; c <= PIXELS; c++) {
                csv.append((int) Double.parseDouble(cells[c])).append(c == PIXELS ? '\n' : ',');
            }
        }
        return csv.toString();
    }

    /** Tumours: mean, error and worst of ten measures, then 0 for malignant; its first line is no header but counts. */
    public static String tumours(InputStream bytes) throws IOException {
        List<String> header = new ArrayList<>();
        for (String statistic : List.of("mean", "error", "worst")) {
            MEASURES.forEach(measure -> header.add(measure + "_" + statistic));
        }
        StringBuilder csv = new StringBuilder(String.join(",", header)).append(",malignant\n");
        List<String> lines = lines(bytes);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            requireCells(cells, header.size() + 1);
            csv.append(line, 0, line.lastIndexOf(',') + 1)
                    .append(cells[header.size()].equals("0") ? 1 : 0)
                    .append('\n');
        }
        return csv.toString();
    }

    private static List<String> lines(InputStream bytes) throws IOException {
        List<String> lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.US_ASCII))
                .lines()
                .toList();
        if (lines.isEmpty()) {
            throw new IOException("must have rows: lines=0");
        }
        return lines;
    }

    private static void requireCells(String[] cells, int expected) throws IOException {
        if (cells.length != expected) {
            throw new IOException("wrong column count: columns=" + cells.length + ", expected=" + expected);
        }
    }
}
