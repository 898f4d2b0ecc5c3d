package dev.evenkeel.cli.stability;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.GuardCounts;
import java.util.BitSet;

/** One run, test-then-train, over an attacked stream. Used once; not thread-safe. */
final class Trial implements TrainingLane.Listener {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.999);
    private static final int BATCH = 100;

    private final LearnerSpec calm;
    private final LearnerSpec hasty;
    private final BitSet left;
    private TrainingLane lane;
    private double sum;
    private long count;

    /**
     * A run that has not begun.
     *
     * @param hasty the same with a bomb's learning rate
     * @param left out of the loss
     */
    Trial(LearnerSpec calm, LearnerSpec hasty, BitSet left) {
        this.calm = calm;
        this.hasty = hasty;
        this.left = left;
        lane = new TrainingLane(Learners.create(calm), SETTINGS);
    }

    /**
     * What came of it.
     *
     * @param loss mean over the rows that are not left out; NaN or infinite where a prediction was
     * @param quarantined rows by the input guard
     * @param refused steps
     * @param rollbacks of the lane
     */
    record Outcome(double loss, long quarantined, long refused, long rollbacks) {}

    /** Learns all rows. A bomb rebuilds the lane, with all its state, around a learner of the other rate, and back at its end. */
    Outcome run(RealStream stream, Attack attack) {
        boolean bombed = false;
        for (int from = 0; from < stream.rows(); ) {
            boolean bomb = attack.bombs(from, stream.rows());
            if (bomb != bombed) {
                lane = with(Learners.create(bomb ? hasty : calm));
                bombed = bomb;
            }
            int to = from + 1;
            while (to < stream.rows() && to - from < BATCH && attack.bombs(to, stream.rows()) == bomb) {
                to++;
            }
            MiniBatch.Builder batch = new MiniBatch.Builder(stream.width(), to - from);
            for (int r = from; r < to; r++) {
                batch.add(stream.row(r));
            }
            lane.learn(batch.build(), this);
            from = to;
        }
        lane.finish(this);
        GuardCounts guards = new GuardCounts();
        lane.learner().count(guards);
        return new Outcome(
                sum / count,
                guards.asMap().getOrDefault(GuardCounts.QUARANTINED, 0L),
                lane.counts().refusedBatches(),
                lane.counts().rollbacks());
    }

    private TrainingLane with(Learner learner) {
        NamedTensors state = new NamedTensors();
        lane.learner().save(state);
        lane.evaluation().save(state);
        lane.save(state);
        learner.load(state);
        return TrainingLane.restore(learner, SETTINGS, state, lane.waiting());
    }

    @Override
    public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
        int outputs = predictions.outputs();
        for (int r = from; r < to; r++) {
            if (!left.get((int) batch.offsets()[r])) {
                sum += calm.loss().value(predictions.scores(), (r - from) * outputs, outputs, batch.labels()[r]);
                count++;
            }
        }
    }
}
