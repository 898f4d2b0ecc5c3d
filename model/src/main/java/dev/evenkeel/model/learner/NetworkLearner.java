package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.Gemms;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Nd4jTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.stability.UnitChange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network that learns from a stream: standardized numbers and pooled embeddings of tokens go through layers to scores; every
 * {@link LearnerSpec#step} rows make one update by their mean gradient, weighted by importance.
 *
 * <p>Numbers are standardized by running moments that learn with the weights ({@link #predict} uses them as they are; in
 * {@link #learn} a row's numbers count before it is transformed). A regression learns standardized labels; its scores are in the
 * label's units, clamped to the labels of earlier updates. A micro-batch whose prediction, gradient or proposed update is not
 * finite is refused as a whole: it changes nothing but the version.
 *
 * <p>Results are reproducible bit by bit for one matrix multiplication and vector width, whose name is part of the state; loading
 * elsewhere logs a warning. The methods that speak of {@link INDArray} need ND4J and its natives at run time. Not thread-safe.
 */
public final class NetworkLearner implements Learner {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLearner.class);
    private static final String GEMM = "provenance/gemm";

    private final LearnerSpec spec;
    private final Gemm gemm;
    private final Predictions slice;
    private NetworkState state;
    private NetworkStep step;
    private StepObserver observer = StepObserver.NONE;

    /**
     * A learner before its first example.
     *
     * @param spec of kind {@link ModelKind#NETWORK}; without layers it gets
     *     {@link dev.evenkeel.model.layer.MlpDefaults#LAYERS}
     * @throws IllegalArgumentException when the kind is another, or the matrix multiplication asked for is not available
     */
    public NetworkLearner(LearnerSpec spec) {
        this(spec, NetworkState.initial(requireNetwork(spec)));
    }

    private NetworkLearner(LearnerSpec spec, NetworkState state) {
        this.spec = spec;
        this.state = state;
        slice = new Predictions(spec.schema().outputs());
        gemm = Gemms.choose(spec.gemm());
    }

    private static LearnerSpec requireNetwork(LearnerSpec spec) {
        if (spec.kind() != ModelKind.NETWORK) {
            throw new IllegalArgumentException(
                    "must be a network: kind=" + spec.kind().key());
        }
        return spec;
    }

    @Override
    public LearnerSpec spec() {
        return spec;
    }

    @Override
    public int microBatch() {
        return spec.step();
    }

    /** The parameters as they are; whoever changes them changes the learner. Loading a state replaces them. */
    public Parameters parameters() {
        return state.parameters;
    }

    @Override
    public void predict(MiniBatch batch, int from, int to, Predictions into) {
        requireRange(batch, from, to);
        step().predict(batch, from, to, into);
    }

    /**
     * Scores for rows of numbers; tokens count as absent.
     *
     * @param numeric {@code [rows, columns]} of any floating type, order, strides and offset; NaN where missing
     * @return {@code [rows, outputs]}
     * @throws IllegalArgumentException when the columns are not the schema's
     */
    public INDArray predict(INDArray numeric) {
        int width = spec.schema().numeric().size();
        int rows = Math.toIntExact(numeric.size(0));
        Nd4jTensors.requireShape("numeric", numeric, rows, width);
        float[] values = Nd4jTensors.floats(numeric);
        MiniBatch.Builder builder = new MiniBatch.Builder(width, Math.max(1, rows));
        Example row = new Example(width);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * width, row.numeric(), 0, width);
            builder.add(row);
        }
        int outputs = spec.schema().outputs();
        Predictions scores = new Predictions(outputs);
        predict(builder.build(), 0, rows, scores);
        float[] copied = Arrays.copyOf(scores.scores(), rows * outputs);
        return Nd4jTensors.toNd4j(new NamedTensors.Tensor(NamedTensors.Type.F32, new long[] {rows, outputs}, copied));
    }

    @Override
    public void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refusals) {
        requireRange(batch, from, to);
        into.resize(to - from);
        for (int r = from; r < to; r += microBatch()) {
            int end = Math.min(to, r + microBatch());
            state.version++;
            Optional<String> refusal = step(batch, r, end);
            System.arraycopy(slice.scores(), 0, into.scores(), (r - from) * into.outputs(), (end - r) * into.outputs());
            for (int row = r; row < end && refusal.isPresent(); row++) {
                refusals.add(row, refusal.get());
            }
        }
    }

    /** A micro-batch whose rows count for nothing is no step. */
    private Optional<String> step(MiniBatch batch, int from, int to) {
        float weight = 0;
        for (int r = from; r < to; r++) {
            weight += batch.weights()[r];
        }
        if (weight == 0) {
            step().predict(batch, from, to, slice);
            return Optional.empty();
        }
        return step().learn(batch, from, to, slice, observer);
    }

    private void requireRange(MiniBatch batch, int from, int to) {
        int width = spec.schema().numeric().size();
        if (batch.width() != width) {
            throw new IllegalArgumentException(
                    "must have the schema's numbers: columns=" + batch.width() + ", expected=" + width);
        }
        if (from < 0 || to < from || to > batch.rows()) {
            throw new IllegalArgumentException(
                    "must be a range of the batch: from=" + from + ", to=" + to + ", rows=" + batch.rows());
        }
    }

    // Workspaces come with the first use: copies made for checkpoints hold none.
    private NetworkStep step() {
        if (step == null) {
            step = new NetworkStep(spec, state, gemm);
        }
        return step;
    }

    @Override
    public void reanchor(double keep) {
        state.rule.reanchor(keep);
        forgetInputs(keep);
    }

    @Override
    public void raise(double factor, long examples) {
        state.rule.raise(factor, examples);
    }

    @Override
    public void forgetInputs(double keep) {
        state.numeric.reanchor(keep);
        state.label.reanchor(keep);
    }

    @Override
    public void recycle() {
        step().recycle();
    }

    @Override
    public List<HiddenReport> hiddenLayers() {
        return step().hiddenLayers();
    }

    @Override
    public List<ColumnRange> inputRanges() {
        return state.numeric.ranges();
    }

    @Override
    public void rescale(int column, UnitChange change) {
        state.numeric.rescale(column, change);
    }

    @Override
    public void observe(StepObserver by) {
        observer = by;
    }

    @Override
    public void count(GuardCounts into) {
        state.governor.count(into);
    }

    @Override
    public long version() {
        return state.version;
    }

    @Override
    public long parameterCount() {
        return state.parameters.count();
    }

    @Override
    public List<LayerReport> layers() {
        return step().layers();
    }

    @Override
    public NetworkLearner copy() {
        return new NetworkLearner(spec, state.copy());
    }

    @Override
    public void save(NamedTensors into) {
        state.save(spec.task(), into);
        byte[] name = gemm.name().getBytes(StandardCharsets.UTF_8);
        into.put(GEMM, name, name.length);
    }

    /**
     * {@inheritDoc}
     *
     * <p>When it throws, the learner is as it was.
     */
    @Override
    public void load(NamedTensors from) {
        NetworkState loaded = NetworkState.blank(spec);
        loaded.load(spec.task(), from);
        String savedBy = from.onlyForPrediction() ? gemm.name() : new String(from.bytes(GEMM), StandardCharsets.UTF_8);
        if (!savedBy.equals(gemm.name())) {
            LOG.warn("Continues, but not bit by bit: gemm={}, the state was made by gemm={}", gemm.name(), savedBy);
        }
        state = loaded;
        step = null;
    }
}
