package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A learner of micro-batches that learns nothing, notes the labels of each step, and refuses steps that hold a negative one. */
final class RecordingLearner implements Learner {
    private final int microBatch;
    final List<List<Float>> steps = new ArrayList<>();

    RecordingLearner(int microBatch) {
        this.microBatch = microBatch;
    }

    @Override
    public LearnerSpec spec() {
        return LinearStreams.spec(Task.REGRESSION);
    }

    @Override
    public int microBatch() {
        return microBatch;
    }

    @Override
    public void predict(MiniBatch batch, int from, int to, Predictions into) {
        into.resize(to - from);
    }

    @Override
    public void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refusals) {
        Arrays.fill(into.resize(to - from).scores(), 0);
        for (int r = from; r < to; r += microBatch()) {
            step(batch, r, Math.min(to, r + microBatch()), refusals);
        }
    }

    @Override
    public void reanchor(double keep) {
        throw new UnsupportedOperationException("nothing paces its steps");
    }

    private void step(MiniBatch batch, int from, int to, Refusals refusals) {
        List<Float> labels = new ArrayList<>();
        boolean refused = false;
        for (int r = from; r < to; r++) {
            labels.add(batch.labels()[r]);
            refused |= batch.labels()[r] < 0;
        }
        steps.add(labels);
        for (int r = from; r < to && refused; r++) {
            refusals.add(r, "negative");
        }
    }

    @Override
    public long version() {
        return steps.size();
    }

    @Override
    public List<LayerReport> layers() {
        return List.of();
    }

    @Override
    public long parameterCount() {
        return 0;
    }

    @Override
    public Learner copy() {
        RecordingLearner copy = new RecordingLearner(microBatch);
        copy.steps.addAll(steps);
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        into.put("counters/version", new long[] {version()}, 1);
    }

    @Override
    public void load(NamedTensors from) {
        throw new UnsupportedOperationException("not needed here");
    }
}
