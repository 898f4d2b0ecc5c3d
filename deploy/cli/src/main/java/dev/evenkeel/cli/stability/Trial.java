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

/** One pass, test-then-train, over an attacked stream; losses are those by the labels as they were before. Used once; not thread-safe. */
final class Trial implements TrainingLane.Listener {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.999);
    private static final int BATCH = 100;

    final double[] losses;
    final BitSet predicted = new BitSet();
    private final LearnerSpec calm;
    private final LearnerSpec hasty;
    private final RealStream truth;
    private TrainingLane lane;

    /**
     * A pass that has not begun.
     *
     * @param hasty the same with the attack's learning rate
     * @param truth the stream as it was before the attack
     */
    Trial(LearnerSpec calm, LearnerSpec hasty, RealStream truth) {
        this.calm = calm;
        this.hasty = hasty;
        this.truth = truth;
        losses = new double[truth.rows()];
        lane = new TrainingLane(Learners.create(calm), SETTINGS);
    }

    /** Learns all rows. Another rate rebuilds the lane, with all its state, around a learner of that rate, and back at the attack's end. */
    Trial learn(RealStream stream, Attack attack) {
        boolean bombed = false;
        for (int from = 0; from < stream.rows(); ) {
            boolean bomb = attack.bombs(from, stream.rows());
            if (bomb != bombed) {
                lane = around(Learners.create(bomb ? hasty : calm), lane, SETTINGS);
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
        return this;
    }

    /** The lane as it is, going on with another learner in its learner's state. */
    static TrainingLane around(Learner learner, TrainingLane lane, EvaluationSettings settings) {
        NamedTensors state = new NamedTensors();
        lane.learner().save(state);
        lane.evaluation().save(state);
        lane.save(state);
        learner.load(state);
        return TrainingLane.restore(learner, settings, state, lane.waiting());
    }

    /** Where it has come to. */
    TrainingLane lane() {
        return lane;
    }

    /** Rows quarantined by the input guard. */
    long quarantined() {
        GuardCounts guards = new GuardCounts();
        lane.learner().count(guards);
        return guards.asMap().getOrDefault(GuardCounts.QUARANTINED, 0L);
    }

    @Override
    public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
        int outputs = predictions.outputs();
        for (int r = from; r < to; r++) {
            int row = (int) batch.offsets()[r];
            float label = truth.row(row).label();
            losses[row] = calm.loss().value(predictions.scores(), (r - from) * outputs, outputs, label);
            predicted.set(row);
        }
    }
}
