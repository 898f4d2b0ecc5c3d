package dev.evenkeel.model.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a row mean to a learner. Immutable.
 *
 * <p>Open formats (Vowpal Wabbit, LIBSVM) name their features in each row and need no columns here.
 *
 * @param task what is predicted
 * @param label where the label stands
 * @param numeric columns of numbers, in the order of {@link Example#numeric()}
 * @param categorical columns of one value a row, each a token
 * @param text columns of words, each distinct word a token
 * @param missing the spellings of a missing value; a missing number is NaN in {@link Example#numeric()}
 * @param weight the column of importance weights, if any; 1 otherwise
 * @param time the column of event time, if any; the record's own time otherwise
 * @param hashBits the base-2 logarithm of the size of hashed tables, in [1, 30]
 * @param tensor how networks take the numeric columns, if not as features on their own; linear models take them one by one
 * @param crosses groups of categorical or text columns whose tokens are combined, each group a token field of its own; see
 *     {@link Crosses}
 */
public record Schema(
        Task task,
        LabelSpec label,
        List<String> numeric,
        List<String> categorical,
        List<String> text,
        Set<String> missing,
        Optional<String> weight,
        Optional<TimeField> time,
        int hashBits,
        Optional<TensorInput> tensor,
        List<List<String>> crosses) {
    /** Where hashed tables start unless told otherwise: 262,144 entries. */
    public static final int DEFAULT_HASH_BITS = 18;

    /** The spellings of a missing value unless told otherwise. */
    public static final List<String> DEFAULT_MISSING = List.of("", "NA");

    /**
     * Copies its collections.
     *
     * @throws IllegalArgumentException when a column has two roles, {@code hashBits} is out of range, there are fewer than two
     *     classes, or more token columns than a {@code short} can number, or a tensor does not take exactly the numeric columns
     *     or has others beside it
     */
    public Schema {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(tensor, "tensor");
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
        text = List.copyOf(text);
        crosses = crosses.stream().map(List::copyOf).toList();
        missing = Set.copyOf(missing);
        if (hashBits < 1 || hashBits > 30) {
            throw new IllegalArgumentException("must be in [1, 30]: hash-bits=" + hashBits);
        }
        int tokenFields = categorical.size() + text.size() + crosses.size();
        if (tokenFields > Short.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "must be at most " + Short.MAX_VALUE + ": categorical and text columns=" + tokenFields);
        }
        for (List<String> cross : crosses) {
            if (cross.size() < 2 || new HashSet<>(cross).size() < cross.size()) {
                throw new IllegalArgumentException("must name two or more different columns: cross=" + cross);
            }
            for (String column : cross) {
                if (!categorical.contains(column) && !text.contains(column)) {
                    throw new IllegalArgumentException("must be a categorical or text column: cross column=" + column);
                }
            }
        }
        if (task == Task.MULTICLASS && label.classes().size() < 2) {
            throw new IllegalArgumentException("multiclass needs at least two: label.classes=" + label.classes());
        }
        if (tensor.isPresent() && tensor.get().size() != numeric.size()) {
            throw new IllegalArgumentException("must take all numeric columns: tensor.shape="
                    + tensor.get().shape() + ", columns=" + numeric.size());
        }
        if (tensor.isPresent() && !(categorical.isEmpty() && text.isEmpty())) {
            throw new IllegalArgumentException("must be the only feature: tensor.shape="
                    + tensor.get().shape() + ", categorical=" + categorical + ", text=" + text);
        }
        Set<String> seen = new HashSet<>();
        List<String> roles = new ArrayList<>(numeric);
        roles.addAll(categorical);
        roles.addAll(text);
        roles.add(label.field());
        for (String column : roles) {
            if (!seen.add(column)) {
                throw new IllegalArgumentException("has two roles: column=" + column);
            }
        }
    }

    /** A schema whose numeric columns are features on their own, without crosses. */
    public Schema(
            Task task,
            LabelSpec label,
            List<String> numeric,
            List<String> categorical,
            List<String> text,
            Set<String> missing,
            Optional<String> weight,
            Optional<TimeField> time,
            int hashBits) {
        this(task, label, numeric, categorical, text, missing, weight, time, hashBits, Optional.empty(), List.of());
    }

    /** The same schema with its numeric columns as a tensor. */
    public Schema withTensor(TensorInput input) {
        return new Schema(
                task, label, numeric, categorical, text, missing, weight, time, hashBits, Optional.of(input), crosses);
    }

    /** Outputs of a model for this task: the number of classes when multiclass, else 1. */
    public int outputs() {
        return task == Task.MULTICLASS ? label.classes().size() : 1;
    }

    /** What gives tokens: categorical columns first, then text, then crosses; a token's field is its index here. */
    public List<String> tokenFields() {
        List<String> fields = new ArrayList<>(categorical);
        fields.addAll(text);
        crosses.forEach(cross -> fields.add(Crosses.name(cross)));
        return List.copyOf(fields);
    }
}
