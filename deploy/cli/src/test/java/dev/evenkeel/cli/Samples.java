package dev.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small files that tests learn. */
final class Samples {
    /** Numbers, a category and a label that both tell. */
    static final String HEADER = "x,color,y";

    private Samples() {}

    /** A file of {@code rows} rows whose label is yes where x is above 50. */
    static Path csv(Path folder, int rows) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < rows; i++) {
            int x = i * 37 % 100;
            text.append(x).append(',').append(x % 3 == 0 ? "red" : "blue");
            text.append(',').append(x > 50 ? "yes" : "no").append('\n');
        }
        return Files.writeString(folder.resolve("sample.csv"), text);
    }

    /** The same file with a row that cannot be decoded after every thousand. */
    static Path csvWithMistakes(Path folder, int rows) throws IOException {
        List<String> lines = Files.readAllLines(csv(folder, rows));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n').append(i % 1_000 == 500 ? "old,red,yes\n" : "");
        }
        return Files.writeString(folder.resolve("mistakes.csv"), text);
    }

    /** A pipeline of such files. */
    static Path pipeline(Path folder) throws IOException {
        return Files.writeString(folder.resolve("sample.yaml"), """
                name: sample
                kafka:
                  bootstrap: localhost:9092
                examples:
                  format: csv
                  options: {header: "x,color,y"}
                schema:
                  label: {field: "y", positive: "yes"}
                  numeric: [x]
                  categorical: [color]
                model:
                  task: binary
                """);
    }

    /** A command's arguments: its words, that pipeline, and its settings. */
    static String[] command(Path folder, List<String> settings, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-p", pipeline(folder).toString()));
        for (String set : settings) {
            all.addAll(List.of("--set", set));
        }
        return all.toArray(String[]::new);
    }
}
