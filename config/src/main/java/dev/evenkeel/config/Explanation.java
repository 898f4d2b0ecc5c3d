package dev.evenkeel.config;

import dev.evenkeel.config.document.Origin;
import dev.evenkeel.config.document.Secrets;
import dev.evenkeel.config.shape.Printer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The effective settings of a pipeline and where each came from, secrets hidden.
 *
 * @param settings in the order of the records
 */
public record Explanation(List<Setting> settings) {
    /** Copies the list. */
    public Explanation {
        settings = List.copyOf(settings);
    }

    /** Explains a pipeline. */
    public static Explanation of(Pipeline pipeline) {
        return new Explanation(Printer.flat(PipelineSpec.SHAPE, pipeline.spec()).entrySet().stream()
                .map(entry -> {
                    Origin origin = pipeline.origin(entry.getKey());
                    boolean secret = Secrets.hides(entry.getKey(), origin);
                    return new Setting(entry.getKey(), secret ? Secrets.HIDDEN : entry.getValue(), origin);
                })
                .toList());
    }

    /** A line a setting: key, value and origin in columns. */
    @Override
    public String toString() {
        int keys = width(settings.stream().map(Setting::key).toList(), 40);
        int values = width(settings.stream().map(Setting::value).toList(), 40);
        return settings.stream()
                .map(s -> pad(s.key(), keys) + "  " + pad(s.value(), values) + "  " + s.origin())
                .collect(Collectors.joining("\n"));
    }

    private static int width(List<String> texts, int most) {
        return texts.stream()
                .mapToInt(String::length)
                .filter(n -> n <= most)
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
