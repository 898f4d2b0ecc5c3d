package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns of a row mean: the file's {@code schema}.
 *
 * @param label what is to be predicted
 * @param numeric columns of numbers
 * @param categorical columns of one value each
 * @param text columns of words
 * @param tensor columns of numbers that are a tensor, by a name of the user's choice
 * @param ignore columns that are left out on purpose
 * @param missing the spellings of a missing value
 * @param weight the column of importance weights
 * @param time the column of event time
 * @param hashBits the base-2 logarithm of the size of hashed tables
 * @param standardize whether numbers are centred and scaled
 * @param projection a map to fewer numbers
 * @param crosses groups of columns whose values are combined
 */
public record ColumnsSpec(
        @Key(about = "What is to be predicted.") LabelColumn label,

        @Key(about = "Columns of numbers.", orElse = "[]", example = "[age, balance]", expected = COLUMN, pattern = ANY)
        List<String> numeric,

        @Key(
                about = "Columns of one value each.",
                orElse = "[]",
                example = "[job, month]",
                expected = COLUMN,
                pattern = ANY)
        List<String> categorical,

        @Key(about = "Columns of words.", orElse = "[]", example = "[subject, body]", expected = COLUMN, pattern = ANY)
        List<String> text,

        @Key(
                about = "Columns of numbers that are one tensor: an image or a signal. The only feature of its schema.",
                orElse = "{}",
                example = "{image: {fields: p0..p63, shape: [8, 8, 1], offset: 8, scale: 8}}")
        Map<String, TensorColumns> tensor,

        @Key(
                about = "Columns left out on purpose. Columns named nowhere are left out, too.",
                orElse = "[]",
                expected = COLUMN,
                pattern = ANY)
        List<String> ignore,

        @Key(about = "The spellings of a missing value.", from = Schema.class)
        List<String> missing,

        @Key(
                about = "The column of importance weights.",
                orElse = "null",
                none = "null",
                expected = COLUMN,
                pattern = ANY)
        Optional<String> weight,

        @Key(about = "The column of event time; without it, the record's own.", orElse = "null", none = "null")
        Optional<TimeColumn> time,

        @Key(about = "The base-2 logarithm of the size of hashed tables.", from = Schema.class, min = "1", max = "30")
        int hashBits,

        @Key(
                about =
                        "Whether numbers are centred and scaled by their running moments; auto: in front of networks, by"
                                + " about the last 10,000 values.",
                orElse = "auto")
        StandardizeSpec standardize,

        @Key(about = "A map of a row's features to fewer numbers, which the model sees in their place.")
        ProjectionSpec projection,

        @Key(
                about = "Groups of categorical or text columns whose values are combined.",
                orElse = "[]",
                example = "[[job, month]]",
                expected = COLUMN,
                pattern = ANY)
        List<List<String>> crosses) {
    /** What the name of a column is called in messages. */
    static final String COLUMN = "the name of a column";

    /** The name of a column may be any text but none. */
    static final String ANY = "(?s).+";

    /** Checks the ranges and copies the lists. */
    public ColumnsSpec {
        Shapes.check(
                ColumnsSpec.class,
                label,
                numeric,
                categorical,
                text,
                tensor,
                ignore,
                missing,
                weight,
                time,
                hashBits,
                standardize,
                projection,
                crosses);
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
        text = List.copyOf(text);
        tensor = Map.copyOf(tensor);
        ignore = List.copyOf(ignore);
        missing = List.copyOf(missing);
        crosses = crosses.stream().map(List::copyOf).toList();
    }

    /** Whether any column is a feature. */
    public boolean hasFeatures() {
        return !(numeric.isEmpty() && categorical.isEmpty() && text.isEmpty() && tensor.isEmpty());
    }

    /** All columns of numbers, those of tensors included. */
    public List<String> numbers() {
        List<String> numbers = new ArrayList<>(numeric);
        tensor.values().forEach(columns -> numbers.addAll(columns.fields().names()));
        return numbers;
    }

    /**
     * The learner's view of it.
     *
     * @throws IllegalArgumentException when a column has two roles, or classes are missing
     */
    public Schema toSchema(Task task) {
        Optional<TensorColumns> only = tensor.values().stream().findFirst();
        return new Schema(
                task,
                label.toLabel(),
                only.map(columns -> columns.fields().names()).orElse(numeric),
                categorical,
                text,
                new HashSet<>(missing),
                weight,
                time.map(TimeColumn::toTime),
                hashBits,
                only.map(TensorColumns::toInput),
                crosses);
    }
}
