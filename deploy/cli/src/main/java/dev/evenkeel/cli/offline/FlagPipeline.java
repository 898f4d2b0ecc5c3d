package dev.evenkeel.cli.offline;

import dev.evenkeel.config.ConfigurationException;
import dev.evenkeel.config.Pipeline;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.document.Mistake;
import dev.evenkeel.config.spec.ColumnsSpec;
import dev.evenkeel.config.spec.TimeColumn;
import dev.evenkeel.connectors.file.ColumnHints;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.file.SchemaInference;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a pipeline of flags, as a file with the same settings would, or puts flags on top of a file. */
public final class FlagPipeline {
    private static final String FILE = "command line";

    /** There is no broker, but the pipeline needs one named. */
    private static final String TEXT = "name: evaluate\nkafka: {bootstrap: \"localhost:9092\"}\n";

    /** Stand for what the file will tell, so that everything else can be checked before it is read. */
    private static final List<String> STAND_INS = List.of("<inferred>", "<inferred too>");

    private final List<FlagSetting> flags;
    private final List<String> sets;
    private final UnaryOperator<String> environment;

    /**
     * Settings that flags give.
     *
     * @param flags in the order given
     * @param sets overrides, each {@code path=value}, which go before flags
     * @param environment gives null for a variable that is not set
     */
    public FlagPipeline(List<FlagSetting> flags, List<String> sets, UnaryOperator<String> environment) {
        this.flags = List.copyOf(flags);
        this.sets = List.copyOf(sets);
        this.environment = environment;
    }

    /**
     * A file's pipeline with the flags on top.
     *
     * @throws IllegalArgumentException with a line for each mistake
     */
    public Pipeline over(Path file) {
        try {
            return PipelineFile.load(file, sets(List.of()), environment);
        } catch (ConfigurationException e) {
            throw inFlags(e);
        }
    }

    /**
     * The pipeline of the flags alone. Columns named nowhere are inferred from the rows, and so are the classes of a multiclass
     * label.
     *
     * @throws IOException when the rows cannot be read
     * @throws IllegalArgumentException with a line for each mistake
     */
    public Pipeline inferredFrom(Path rows) throws IOException {
        PipelineSpec draft = parse(standIns()).spec();
        String format = draft.examples().format().key();
        Map<String, String> options = draft.examples().options();
        ColumnHints hints = hints(draft);
        requireLabels(rows, draft, hints);
        boolean inferClasses = hints.task() == Task.MULTICLASS
                && draft.columns().label().classes().equals(STAND_INS);
        Schema schema = SchemaInference.infer(rows, format, options, hints);
        List<FlagSetting> inferred = new ArrayList<>();
        if (draft.examples().format().hasColumns()) {
            inferred.add(FlagSetting.list("", "schema.numeric", schema.numeric()));
            inferred.add(FlagSetting.list("", "schema.categorical", schema.categorical()));
        }
        if (inferClasses) {
            inferred.add(
                    FlagSetting.list("", "schema.label.classes", schema.label().classes()));
        }
        return parse(inferred);
    }

    private List<FlagSetting> standIns() {
        boolean columns = Stream.of("csv", "json", "avro").anyMatch(f -> has("examples.format", "\"" + f + "\""));
        List<FlagSetting> standIns = new ArrayList<>();
        if (columns && flags.stream().noneMatch(f -> f.path().equals("schema.numeric"))) {
            standIns.add(FlagSetting.list("", "schema.numeric", STAND_INS));
        }
        if (has("model.task", "\"multiclass\"")) {
            standIns.add(FlagSetting.list("", "schema.label.classes", STAND_INS));
        }
        return standIns;
    }

    private boolean has(String path, String value) {
        return flags.stream().anyMatch(f -> f.path().equals(path) && f.value().equals(value));
    }

    private static ColumnHints hints(PipelineSpec draft) {
        ColumnsSpec columns = draft.columns();
        List<String> numeric = new ArrayList<>(columns.numeric());
        numeric.removeAll(STAND_INS);
        return new ColumnHints(
                draft.model().task(),
                columns.label().field(),
                columns.label().positive(),
                numeric,
                columns.categorical(),
                columns.text(),
                new HashSet<>(columns.ignore()),
                new HashSet<>(columns.missing()),
                columns.weight(),
                columns.time().map(TimeColumn::toTime));
    }

    /** Without a value that counts as 1, labels of a binary task must be numbers. */
    private static void requireLabels(Path rows, PipelineSpec draft, ColumnHints hints) throws IOException {
        if (hints.task() != Task.BINARY || !hints.positive().isEmpty()) {
            return;
        }
        Set<String> values;
        String format = draft.examples().format().key();
        try (RowReader reader = RowReader.open(rows, format, draft.examples().options())) {
            values = LabelGlance.at(reader, format, hints.label(), hints.missing());
        }
        if (!values.stream().allMatch(FlagPipeline::isBinaryNumber)) {
            throw new IllegalArgumentException(
                    "labels must be 1 and 0, or 1 and -1, or --positive must name the one that"
                            + " counts as 1: --label=" + hints.label() + ", values=" + String.join(" | ", values));
        }
    }

    private static boolean isBinaryNumber(String text) {
        try {
            double value = Double.parseDouble(text);
            return value == 1 || value == 0 || value == -1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Pipeline parse(List<FlagSetting> inferred) {
        try {
            return PipelineFile.parse(TEXT, FILE, sets(inferred), environment);
        } catch (ConfigurationException e) {
            throw inFlags(e);
        }
    }

    /** Later ones win: flags, overrides, and what the file told, of which the overrides were a part. */
    private List<String> sets(List<FlagSetting> inferred) {
        List<String> all = flags.stream().map(FlagSetting::toSet).collect(Collectors.toCollection(ArrayList::new));
        all.addAll(sets);
        inferred.forEach(setting -> all.add(setting.toSet()));
        return all;
    }

    /** Each mistake under the flag that stands for its setting. */
    private IllegalArgumentException inFlags(ConfigurationException e) {
        return new IllegalArgumentException(
                e.mistakes().stream().map(this::inFlags).distinct().collect(Collectors.joining("\n")), e);
    }

    private String inFlags(Mistake mistake) {
        String flag = flags.stream()
                .filter(f -> f.path().equals(mistake.key()))
                .map(FlagSetting::flag)
                .findFirst()
                .orElse("");
        if (flag.isEmpty()) {
            return mistake.toString();
        }
        return new Mistake("", 0, 0, flag, mistake.value(), mistake.message(), mistake.remedy())
                .toString()
                .substring(": ".length());
    }
}
