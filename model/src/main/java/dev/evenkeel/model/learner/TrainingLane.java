package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.evaluation.Evaluation;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lane of training: a learner, its prequential evaluation, and where in the stream it stands. What the streaming job keeps as
 * state and the command line drives directly.
 *
 * <p>Windows are cut into micro-batches of {@link Learner#microBatch()} rows by counting examples, not by window ends: rows that
 * do not fill one wait here, as part of the state, so that a window closed early changes nothing but latency. {@link #finish}
 * trains what waits. Not thread-safe.
 */
public final class TrainingLane {
    /** What learning from some rows did; told as it happens. */
    public interface Listener {
        /** Rows {@code [from, to)} of the batch were scored, as rows 0, 1, ... of {@code predictions}, and tried. */
        default void scored(MiniBatch batch, int from, int to, Predictions predictions) {}

        /** A row of the batch was refused. */
        default void refused(MiniBatch batch, Refusals.Refusal refusal) {}
    }

    private static final Listener SILENT = new Listener() {};

    private final Learner learner;
    private final Evaluation evaluation;
    private final EvaluationSettings settings;
    private final Predictions predictions;
    private final Refusals refusals = new Refusals();
    private final BitSet quarantined = new BitSet();
    private final BitSet steps = new BitSet();
    private final TreeMap<Integer, Long> nextOffsets = new TreeMap<>();
    private MiniBatch waiting;
    private final Counts counts;

    /** A lane that has seen nothing. */
    public TrainingLane(Learner learner, EvaluationSettings settings) {
        this(learner, settings, new Counts());
    }

    private TrainingLane(Learner learner, EvaluationSettings settings, Counts counts) {
        this.learner = learner;
        LearnerSpec spec = learner.spec();
        evaluation = new Evaluation(spec.task(), spec.loss(), spec.schema().outputs(), settings);
        this.settings = settings;
        this.counts = counts;
        predictions = new Predictions(learner.spec().schema().outputs());
        waiting = empty();
    }

    /** Learns from a window, but for the rows that wait for their micro-batch. */
    public void learn(MiniBatch batch, Listener listener) {
        counts.batches++;
        int step = learner.microBatch();
        int from = 0;
        if (waiting.rows() > 0) {
            from = Math.min(batch.rows(), step - waiting.rows());
            waiting = join(waiting, batch, 0, from);
            if (waiting.rows() < step) {
                return;
            }
            step(waiting, 0, step, listener);
            waiting = empty();
        }
        int whole = from + (batch.rows() - from) / step * step;
        if (whole > from) {
            step(batch, from, whole, listener);
        }
        if (whole < batch.rows()) {
            waiting = join(waiting, batch, whole, batch.rows());
        }
    }

    /** {@link #learn(MiniBatch, Listener)} with nobody listening. */
    public void learn(MiniBatch batch) {
        learn(batch, SILENT);
    }

    /** Trains the rows that wait, as a smaller micro-batch: the stream has ended. */
    public void finish(Listener listener) {
        if (waiting.rows() > 0) {
            step(waiting, 0, waiting.rows(), listener);
            waiting = empty();
        }
    }

    private void step(MiniBatch batch, int from, int to, Listener listener) {
        refusals.clear();
        learner.learn(batch, from, to, predictions, refusals);
        evaluation.add(predictions, batch, from, to, quarantined());
        advance(batch, from, to);
        counts.examples += to - from - refusals.list().size();
        counts.refusedRows += refusals.list().size();
        counts.refusedBatches += refusedSteps(from);
        listener.scored(batch, from, to, predictions);
        for (Refusals.Refusal refusal : refusals.list()) {
            listener.refused(batch, refusal);
        }
    }

    /** Steps some of whose rows were refused by the model; the first begins at row {@code from}. */
    private int refusedSteps(int from) {
        steps.clear();
        for (Refusals.Refusal refusal : refusals.list()) {
            if (!refusal.quarantined()) {
                steps.set((refusal.row() - from) / learner.microBatch());
            }
        }
        return steps.cardinality();
    }

    /** Rows of the batch that cannot be meant, and so say nothing of the model. */
    private BitSet quarantined() {
        quarantined.clear();
        for (Refusals.Refusal refusal : refusals.list()) {
            quarantined.set(refusal.row(), refusal.quarantined());
        }
        return quarantined;
    }

    /** One look-up a run of rows of one partition: rows come in runs, and boxed offsets cost more than the comparison. */
    private void advance(MiniBatch batch, int from, int to) {
        int[] partitions = batch.partitions();
        for (int r = from; r < to; ) {
            int partition = partitions[r];
            long next = Long.MIN_VALUE;
            for (; r < to && partitions[r] == partition; r++) {
                next = Math.max(next, batch.offsets()[r] + 1);
                counts.lastTimeMs = Math.max(counts.lastTimeMs, batch.timesMs()[r]);
            }
            nextOffsets.merge(partition, next, Math::max);
        }
    }

    private MiniBatch empty() {
        return new MiniBatch.Builder(learner.spec().schema().numeric().size(), 1).build();
    }

    private static MiniBatch join(MiniBatch first, MiniBatch second, int from, int to) {
        return new MiniBatch.Builder(second.width(), first.rows() + to - from)
                .add(first, 0, first.rows())
                .add(second, from, to)
                .build();
    }

    /** The learner; changes as the lane learns. */
    public Learner learner() {
        return learner;
    }

    /** The evaluation; changes as the lane learns. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** How far back the evaluation looks. */
    public EvaluationSettings settings() {
        return settings;
    }

    /** Rows that wait for their micro-batch. */
    public MiniBatch waiting() {
        return waiting;
    }

    /** The lane's counters; change as the lane learns. */
    public Counts counts() {
        return counts;
    }

    /** For each partition, the offset after the last row tried; rows that wait are not tried yet. A live view. */
    public Map<Integer, Long> nextOffsets() {
        return nextOffsets;
    }

    /** Puts what belongs neither to the learner nor to the evaluation, but for the rows that wait. */
    public void save(NamedTensors into) {
        into.put("lane/counts", counts.toArray(), Counts.LENGTH);
        long[] partitions =
                nextOffsets.keySet().stream().mapToLong(Integer::longValue).toArray();
        long[] offsets =
                nextOffsets.values().stream().mapToLong(Long::longValue).toArray();
        into.put("lane/partitions", partitions, partitions.length);
        into.put("lane/offsets", offsets, offsets.length);
    }

    /**
     * A lane in a saved state.
     *
     * @param learner already restored
     * @param tensors what {@link #save} and {@link Evaluation#save} put
     * @param waiting the rows that waited
     * @throws IllegalArgumentException when a tensor is missing or has another type or length
     */
    public static TrainingLane restore(
            Learner learner, EvaluationSettings settings, NamedTensors tensors, MiniBatch waiting) {
        TrainingLane lane = new TrainingLane(learner, settings, Counts.of(tensors.longs("lane/counts", Counts.LENGTH)));
        lane.evaluation.load(tensors);
        long[] partitions = tensors.longs("lane/partitions");
        long[] offsets = tensors.longs("lane/offsets", partitions.length);
        for (int i = 0; i < partitions.length; i++) {
            lane.nextOffsets.put((int) partitions[i], offsets[i]);
        }
        if (waiting.width() != lane.waiting.width()) {
            throw new IllegalArgumentException(
                    "waiting rows have another width: width=" + waiting.width() + ", expected=" + lane.waiting.width());
        }
        lane.waiting = waiting;
        return lane;
    }

    /** An independent lane in the same state. */
    public TrainingLane copy() {
        NamedTensors state = new NamedTensors();
        evaluation.save(state);
        save(state);
        return restore(learner.copy(), settings, state, waiting);
    }
}
