package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.HiddenUnits;
import dev.evenkeel.model.layer.Network;
import dev.evenkeel.model.layer.Pooling;
import dev.evenkeel.model.layer.TokenEmbedding;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.plasticity.HiddenSample;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.plasticity.Recycler;
import dev.evenkeel.model.plasticity.WeightPulls;
import dev.evenkeel.model.stability.FiniteCheck;
import dev.evenkeel.model.stability.LayerProbe;
import dev.evenkeel.model.stability.StepObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One step of a network: from rows to scores, from labels to a proposed update, and what must hold before it counts. Owns the
 * workspaces; reads and, when a step is accepted, changes a {@link NetworkState}. Not thread-safe.
 */
final class NetworkStep {
    /** Rows predicted at once: enough for the matrix kernels, little memory. */
    private static final int PREDICT_ROWS = 64;

    private final NetworkState state;
    private final Task task;
    private final Loss loss;
    private final int width;
    private final Network network;
    private final TokenEmbedding embedding;
    /** The network over what is served, without gradients of its own; the trained one where that is served. */
    private final Network served;

    private final TokenEmbedding servedEmbedding;
    private final List<Gradient> gradients = new ArrayList<>();
    private final Matrix input;
    private final Matrix outputGradient;
    private final float[] targets;
    private final IntFunction<float[]> proposed;
    private final LayerProbe probe;
    private final PlasticitySettings plasticity;
    private final WeightPulls pulls;
    private final Recycler recycler;
    private final HiddenSample sample;
    private boolean stepped;

    NetworkStep(LearnerSpec spec, NetworkState state, Gemm gemm) {
        this.state = state;
        task = spec.task();
        loss = spec.loss();
        width = InputStage.width(spec);
        int maxRows = Math.max(spec.step(), PREDICT_ROWS);
        network = network(spec, state.parameters, gemm, maxRows);
        embedding = embedding(spec, state.parameters);
        boolean serves = state.rule.served() != state.parameters;
        served = serves ? network(spec, state.rule.served(), gemm, maxRows) : network;
        servedEmbedding = serves ? embedding(spec, state.rule.served()) : embedding;
        if (embedding != null) {
            gradients.add(embedding.gradient());
        }
        gradients.addAll(network.gradients());
        input = Matrix.zeros(maxRows, network.layers().get(0).inputs());
        outputGradient = Matrix.zeros(maxRows, spec.schema().outputs());
        targets = new float[maxRows];
        proposed = state.rule::proposed;
        probe = new LayerProbe(gradients, proposed);
        plasticity = spec.plasticity();
        pulls = new WeightPulls(plasticity, plasticity.l2Init() > 0 ? NetworkState.origin(spec) : null, spec.seed());
        List<HiddenUnits> hidden = HiddenUnits.of(network);
        Recycler.Source weights = NetworkState.design(spec)::drawUnit;
        recycler = new Recycler(plasticity.recycling(), hidden, state.traces, state.rule, weights, spec.seed());
        sample = new HiddenSample(hidden);
    }

    private Network network(LearnerSpec spec, Parameters parameters, Gemm gemm, int maxRows) {
        return NetworkState.design(spec.schema(), spec.input(), spec.layers())
                .build(parameters, state.layers, gemm, maxRows);
    }

    /** The stage for tokens; null where there are none. */
    private static TokenEmbedding embedding(LearnerSpec spec, Parameters parameters) {
        List<Pooling> pooling = NetworkState.pooling(spec.schema(), spec.input());
        return pooling.isEmpty() ? null : new TokenEmbedding(parameters.table(NetworkState.EMBEDDING), pooling);
    }

    void predict(MiniBatch batch, int from, int to, Predictions into) {
        into.resize(to - from);
        for (int r = from; r < to; r += input.capacity()) {
            int end = Math.min(to, r + input.capacity());
            state.numeric.transform(batch, r, end, input.resize(end - r));
            embed(servedEmbedding, batch, r, end);
            score(served.predict(input), into, r - from);
        }
    }

    /** Predicts, learns, and gives the reason when the step was refused, which then has changed nothing. */
    Optional<String> learn(MiniBatch batch, int from, int to, Predictions into, StepObserver observer) {
        boolean sampled = observer.samples(state.version, to - from);
        state.numeric.propose(batch, from, to, input.resize(to - from));
        into.resize(to - from);
        boolean apart = served != network || network.trainsDifferently();
        embed(servedEmbedding, batch, from, to);
        if (apart) {
            score(served.predict(input), into, 0);
        }
        if (embedding != servedEmbedding) {
            embed(embedding, batch, from, to);
        }
        Matrix outputs = network.forward(input);
        if (!apart) {
            score(outputs, into, 0);
        }
        Optional<String> problem = inputProblem(batch, from, to, outputs);
        if (problem.isPresent()) {
            return problem;
        }
        backward(batch, from, to, outputs);
        if (sampled) {
            probe.before();
        }
        problem = state.governor.gradient(gradients, to - from);
        if (problem.isPresent()) {
            return problem;
        }
        if (sampled) {
            probe.after();
        }
        state.rule.propose(gradients);
        if (plasticity.pulls()) {
            pulls.alter(gradients, state.rule, state.version);
        }
        stepped = true;
        problem = state.governor.update(gradients, proposed, meanLoss(batch, from, outputs));
        if (problem.isPresent()) {
            return problem;
        }
        state.rule.apply(gradients);
        state.numeric.commit();
        state.label.commit();
        network.commit();
        state.governor.commit();
        if (sampled) {
            tell(from, observer);
        }
        sample.observe(network);
        if (plasticity.recycles()) {
            recycler.observe(network);
        }
        return Optional.empty();
    }

    private void tell(int row, StepObserver observer) {
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.activates(l)) {
                observer.activation(network.layers().get(l).name(), network.activation(l));
            }
        }
        probe.tell(row, observer);
    }

    /** See {@link Learner#recycle}. */
    void recycle() {
        if (plasticity.recycles()) {
            recycler.recycleDormant();
        }
    }

    /** See {@link Learner#hiddenLayers}. */
    List<HiddenReport> hiddenLayers() {
        return sample.reports(state.traces);
    }

    /** Writes the tokens' embeddings behind the numbers. */
    private void embed(TokenEmbedding stage, MiniBatch batch, int from, int to) {
        if (stage != null) {
            stage.forward(batch, from, to, input, width);
        }
    }

    private void score(Matrix outputs, Predictions into, int row) {
        int columns = outputs.columns();
        for (int r = 0; r < outputs.rows(); r++) {
            int at = (row + r) * columns;
            System.arraycopy(outputs.data(), outputs.row(r), into.scores(), at, columns);
            if (task == Task.REGRESSION) {
                into.scores()[at] = state.label.score(into.scores()[at]);
            }
        }
    }

    /** The mean over rows of the weighted gradient. */
    private void backward(MiniBatch batch, int from, int to, Matrix outputs) {
        int rows = to - from;
        Loss targetLoss = targetLoss();
        outputGradient.resize(rows);
        state.governor.begin();
        for (int r = 0; r < rows; r++) {
            if (batch.weights()[from + r] != 0) {
                targets[r] = state.governor.label(outputs.data()[outputs.row(r)], targets[r]);
            }
            targetLoss.gradient(
                    outputs.data(),
                    outputs.row(r),
                    outputs.columns(),
                    targets[r],
                    batch.weights()[from + r] / rows,
                    outputGradient.data(),
                    outputGradient.row(r));
        }
        if (embedding == null) {
            network.backwardParameters(outputGradient);
        } else {
            embedding.backward(network.backward(outputGradient), width);
        }
    }

    private Loss targetLoss() {
        return task == Task.REGRESSION ? state.label.targetLoss() : loss;
    }

    private Optional<String> inputProblem(MiniBatch batch, int from, int to, Matrix outputs) {
        Optional<String> problem = state.numeric.problem();
        if (problem.isPresent()) {
            return problem;
        }
        if (!FiniteCheck.finite(outputs.data(), 0, outputs.rows() * outputs.stride())) {
            return Optional.of("prediction is not finite: rows=" + outputs.rows());
        }
        for (int r = from; r < to; r++) {
            if (!loss.takes(batch.labels()[r])) {
                return Optional.of(
                        "loss does not take the label: loss=" + loss.kind().key() + ", label=" + batch.labels()[r]);
            }
        }
        if (task == Task.REGRESSION) {
            state.label.propose(batch, from, to, targets);
            return state.label.finite() ? Optional.empty() : Optional.of("normalizer is not finite: label");
        }
        System.arraycopy(batch.labels(), from, targets, 0, to - from);
        return Optional.empty();
    }

    /** The mean over rows of the weighted loss; 0 where nobody asks. */
    private double meanLoss(MiniBatch batch, int from, Matrix outputs) {
        double sum = 0;
        for (int r = 0; r < outputs.rows() && state.governor.asksForLoss(); r++) {
            double value = targetLoss().value(outputs.data(), outputs.row(r), outputs.columns(), targets[r]);
            sum += batch.weights()[from + r] * value / outputs.rows();
        }
        return sum;
    }

    /** Norms by layer; gradient and update are those of the last step, NaN before the first. */
    List<LayerReport> layers() {
        Map<String, double[]> squares = new LinkedHashMap<>();
        for (int p = 0; p < gradients.size(); p++) {
            Gradient gradient = gradients.get(p);
            double[] sums = squares.computeIfAbsent(gradient.layer(), layer -> new double[3]);
            sums[0] +=
                    squares(gradient.parameter().values(), gradient.parameter().stored());
            sums[1] += stepped ? squares(gradient.values(), gradient.length()) : Double.NaN;
            sums[2] += stepped ? squares(state.rule.proposed(p), gradient.length()) : Double.NaN;
        }
        return squares.entrySet().stream()
                .map(e -> new LayerReport(
                        e.getKey(), Math.sqrt(e.getValue()[0]), Math.sqrt(e.getValue()[1]), Math.sqrt(e.getValue()[2])))
                .toList();
    }

    private static double squares(float[] values, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }
}
