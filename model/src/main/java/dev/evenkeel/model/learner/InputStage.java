package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Projection;
import dev.evenkeel.model.data.RandomProjection;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.UnitChange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From a batch's rows to the numbers a model sees: standardized if so specified, then projected if so specified. A network's
 * tensor is scaled as its schema says instead of standardized. A random projection takes in the tokens as well, so that nothing
 * is left of them. Not thread-safe.
 */
final class InputStage {
    private final LearnerSpec spec;
    private final int[] columns;
    private final RandomProjection random;
    private final TensorScale tensor;
    private final Standardizer standardizer;
    private final OnlinePca pca;
    /** Prepared rows on their way into a projection; null where there is none. */
    private Matrix between;

    private InputStage(LearnerSpec spec, Standardizer standardizer, OnlinePca pca) {
        this.spec = spec;
        this.standardizer = standardizer;
        this.pca = pca;
        tensor = scalesTensor(spec) ? new TensorScale(spec.schema().tensor().get()) : null;
        columns =
                spec.schema().numeric().stream().mapToInt(FeatureHasher::column).toArray();
        random = spec.input().projects(Projection.Type.SPARSE_RANDOM)
                ? new RandomProjection(width(spec), stream(spec).key())
                : null;
    }

    /** A stage that has seen nothing. */
    static InputStage of(LearnerSpec spec) {
        InputSpec input = spec.input();
        int numbers = spec.schema().numeric().size();
        OnlinePca pca = input.projects(Projection.Type.ONLINE_PCA)
                ? new OnlinePca(numbers, width(spec), input.keep(), stream(spec))
                : null;
        boolean standardize = input.standardize() && !scalesTensor(spec);
        return new InputStage(
                spec,
                standardize
                        ? new Standardizer(
                                numbers, input.keep(), spec.stability().bound().isPresent())
                        : null,
                pca);
    }

    /** Linear models take a tensor's numbers one by one, as any others. */
    private static boolean scalesTensor(LearnerSpec spec) {
        return spec.kind() == ModelKind.NETWORK && spec.schema().tensor().isPresent();
    }

    private static RandomStream stream(LearnerSpec spec) {
        return new RandomStream(spec.seed()).split("projection");
    }

    /** Numbers that come out of a row. */
    static int width(LearnerSpec spec) {
        return width(spec.schema(), spec.input());
    }

    /** Numbers that come out of a row. */
    static int width(Schema schema, InputSpec input) {
        return input.projection()
                .map(Projection::dimensions)
                .orElse(schema.numeric().size());
    }

    /** What the numbers that come out are called. */
    static List<String> names(LearnerSpec spec) {
        return spec.input().projection().isEmpty()
                ? spec.schema().numeric()
                : IntStream.range(0, width(spec))
                        .mapToObj(i -> "projection " + i)
                        .toList();
    }

    /** Whether tokens go on beside the numbers. */
    static boolean leavesTokens(InputSpec input) {
        return !input.projects(Projection.Type.SPARSE_RANDOM);
    }

    /**
     * Transforms rows by the state as it is.
     *
     * @param into {@code [to - from, >= width]}: the first columns are overwritten
     */
    void transform(MiniBatch batch, int from, int to, Matrix into) {
        Matrix numbers = numbers(to - from, into);
        if (standardizer == null) {
            plain(batch, from, to, numbers);
        } else {
            standardizer.transform(batch, from, to, numbers);
        }
        project(batch, from, numbers, into);
    }

    /**
     * Transforms rows, and learns from them into a copy; {@link #commit} makes the copy count. Standardization counts a row before
     * it is transformed; a projection is the one before these rows.
     */
    void propose(MiniBatch batch, int from, int to, Matrix into) {
        Matrix numbers = numbers(to - from, into);
        if (standardizer == null) {
            plain(batch, from, to, numbers);
        } else {
            standardizer.propose(batch, from, to, numbers);
        }
        project(batch, from, numbers, into);
        if (pca != null) {
            pca.begin();
            for (int r = from; r < to; r++) {
                pca.add(numbers.data(), numbers.row(r - from), batch.weights()[r]);
            }
        }
    }

    private Matrix numbers(int rows, Matrix into) {
        if (random == null && pca == null) {
            return into;
        }
        if (between == null || between.capacity() < rows) {
            between = Matrix.zeros(Math.max(1, rows), Math.max(1, columns.length));
        }
        return between.resize(rows);
    }

    /** What no moments go into. */
    private void plain(MiniBatch batch, int from, int to, Matrix into) {
        if (tensor != null) {
            tensor.transform(batch, from, to, into);
            return;
        }
        for (int r = from; r < to; r++) {
            for (int j = 0; j < columns.length; j++) {
                float value = batch.numeric()[r * columns.length + j];
                into.set(r - from, j, Float.isNaN(value) ? 0 : value);
            }
        }
    }

    private void project(MiniBatch batch, int from, Matrix numbers, Matrix into) {
        int rows = into.rows();
        for (int r = 0; r < rows && pca != null; r++) {
            pca.project(numbers.data(), numbers.row(r), into.data(), into.row(r));
        }
        for (int r = 0; r < rows && random != null; r++) {
            int at = into.row(r);
            Arrays.fill(into.data(), at, at + width(spec), 0);
            for (int j = 0; j < columns.length; j++) {
                random.add(columns[j], numbers.at(r, j), into.data(), at);
            }
            for (int t = batch.tokenOffsets()[from + r]; t < batch.tokenOffsets()[from + r + 1]; t++) {
                random.add(batch.tokens()[t], batch.tokenValues()[t], into.data(), at);
            }
        }
    }

    /** Why the proposal must not count, if it must not. */
    Optional<String> problem() {
        int column = standardizer == null ? -1 : standardizer.notFinite();
        if (column >= 0) {
            return Optional.of("normalizer is not finite: column=" + column);
        }
        return pca == null || pca.finite() ? Optional.empty() : Optional.of("projection is not finite");
    }

    /** Takes what was proposed last. */
    void commit() {
        if (standardizer != null) {
            standardizer.commit();
        }
        if (pca != null) {
            pca.commit();
        }
    }

    /** See {@link Learner#inputRanges}. */
    List<ColumnRange> ranges() {
        if (standardizer == null) {
            return List.of();
        }
        return IntStream.range(0, columns.length)
                .mapToObj(j -> new ColumnRange(
                        spec.schema().numeric().get(j), standardizer.mean(j), standardizer.deviation(j)))
                .toList();
    }

    /** Lets the moments count for less; see {@link Learner#reanchor}. A learned projection follows by itself. */
    void reanchor(double keep) {
        if (standardizer != null) {
            standardizer.reanchor(keep);
        }
    }

    /** See {@link Learner#rescale}. */
    void rescale(int column, UnitChange change) {
        if (standardizer != null) {
            standardizer.rescale(column, change);
        }
    }

    InputStage copy() {
        return new InputStage(spec, standardizer == null ? null : standardizer.copy(), pca == null ? null : pca.copy());
    }

    void save(NamedTensors into) {
        if (standardizer != null) {
            standardizer.save(into);
        }
        if (pca != null) {
            pca.save(into);
        }
    }

    void load(NamedTensors from) {
        if (standardizer != null) {
            standardizer.load(from);
        }
        if (pca != null) {
            pca.load(from);
        }
    }
}
