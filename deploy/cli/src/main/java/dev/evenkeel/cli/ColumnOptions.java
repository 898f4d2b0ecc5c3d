package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.FlagSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What a file's rows mean, for commands that work without a pipeline file; to be mixed in. */
final class ColumnOptions {
    @Option(names = "--format", description = "csv, json, vw, libsvm or avro. Default: by the file's name, else csv.")
    private String format;

    @Option(names = "--task", description = "What is predicted: binary, multiclass or regression.")
    private String task;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column of the label.")
    private String label;

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "Binary: the label that counts as 1. Without it labels are 1 and 0, or 1 and -1.")
    private String positive;

    @Option(
            names = "--numeric",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns of numbers. Columns named nowhere are inferred from the first 1,000 rows.")
    private List<String> numeric = new ArrayList<>();

    @Option(names = "--categorical", split = ",", paramLabel = "COLUMN", description = "Columns of one value each.")
    private List<String> categorical = new ArrayList<>();

    @Option(names = "--text", split = ",", paramLabel = "COLUMN", description = "Columns of words.")
    private List<String> text = new ArrayList<>();

    @Option(names = "--time", paramLabel = "COLUMN", description = "The column of event time, ISO-8601.")
    private String time;

    @Option(names = "--ignore", split = ",", paramLabel = "COLUMN", description = "Columns to leave out.")
    private List<String> ignore = new ArrayList<>();

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "What stands between the cells of csv.")
    private String delimiter;

    /** Settings for the options given; format and, where rows have no columns, label are always among them. */
    List<FlagSetting> settings(String input) {
        List<FlagSetting> settings = given();
        if (format == null) {
            settings.add(FlagSetting.text("--format", "examples.format", formatOf(input)));
        }
        boolean columns = settings.stream()
                .noneMatch(s -> s.path().equals("examples.format") && s.value().matches("\"(vw|libsvm)\""));
        if (label == null && !columns) {
            settings.add(FlagSetting.text("--label", "schema.label.field", "label"));
        }
        if (label == null && columns) {
            throw new UsageException("the column of the label must be named: --label COLUMN");
        }
        if (task == null) {
            throw new UsageException("what is predicted must be said: --task binary, multiclass or regression");
        }
        return settings;
    }

    /**
     * Refuses all of them: the pipeline file says it already.
     *
     * @throws UsageException when one is given
     */
    void requireNone() {
        given().stream().findFirst().ifPresent(setting -> {
            throw new UsageException(
                    "the pipeline file says what rows mean: %s, expected=--set %s=… to override it, or no -p"
                            .formatted(setting.flag(), setting.path()));
        });
    }

    private List<FlagSetting> given() {
        List<FlagSetting> settings = new ArrayList<>();
        text(settings, "--format", "examples.format", format);
        text(settings, "--task", "model.task", task);
        text(settings, "--label", "schema.label.field", label);
        text(settings, "--positive", "schema.label.positive", positive);
        list(settings, "--numeric", "schema.numeric", numeric);
        list(settings, "--categorical", "schema.categorical", categorical);
        list(settings, "--text", "schema.text", text);
        text(settings, "--time", "schema.time.field", time);
        list(settings, "--ignore", "schema.ignore", ignore);
        text(settings, "--delimiter", "examples.options.delimiter", delimiter);
        return settings;
    }

    private static void text(List<FlagSetting> settings, String flag, String path, String value) {
        if (value != null) {
            settings.add(FlagSetting.text(flag, path, value));
        }
    }

    private static void list(List<FlagSetting> settings, String flag, String path, List<String> values) {
        if (!values.isEmpty()) {
            settings.add(FlagSetting.list(flag, path, values));
        }
    }

    private static String formatOf(String input) {
        String name = input.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json", "jsonl", "ndjson" -> "json";
            case "vw" -> "vw";
            case "libsvm", "svm" -> "libsvm";
            case "avro" -> "avro";
            default -> "csv";
        };
    }
}
