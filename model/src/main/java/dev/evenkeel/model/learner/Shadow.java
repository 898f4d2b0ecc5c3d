package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.Block;
import java.util.BitSet;

/**
 * The last good state, which predicts the rows that the learner learns from while something is unusual. A learner that follows an attack
 * fast looks well during it; only when the attack has ended does the state from before it predict better. Better in
 * {@value #PATIENCE} blocks in a row, by {@value #LESS} of the loss or less, it is the one to go on with; or when blocks together leave no
 * doubt that it is better, {@link PairedEvidence}, which finds what is only a little better among noise.
 *
 * <p>For classes all rows count: without the largest sixteenth of the losses, a state that knows nothing of a rare class looks best. And where
 * a few rows lose so much more by the learner that {@value #PATIENCE} to {@value #SPAN} blocks together lose {@value #MUCH} times as much,
 * the good state returns whatever the others do; not so with squared errors, which differ as much where a learner is noisy at rest.
 *
 * <p>After {@value #BLOCKS} blocks without anything unusual the learner's own state stands. Not thread-safe.
 */
final class Shadow {
    private static final String PATH = "lane/shadow/";
    private static final int PATIENCE = 8;
    /** Where the good state must have a usual loss as well. */
    private static final int SHORT_PATIENCE = 3;

    private static final int BLOCKS = 128;
    private static final int RETURNS = 10;
    private static final double LESS = 0.95;
    /** Blocks after which losses are summed anew. */
    private static final int SPAN = 16;

    private static final double MUCH = 2;

    private final LearnerSpec spec;
    private final Block block;
    private final Predictions predictions;
    /** In the good state; null while nothing is unusual. */
    private Learner learner;

    /** What {@link #learner} was made of; a state that was returned to too often is not asked again. */
    private NamedTensors state;

    private int returns;
    private int left;
    private int better;
    private final PairedEvidence evidence = new PairedEvidence();
    // plain losses of the blocks summed so far, and in how many of them the learner's was the larger
    private int summed;
    private int larger;
    private double learnedSum;
    private double ownSum;

    /** A shadow that predicts nothing. */
    Shadow(LearnerSpec spec, int blockRows) {
        this.spec = spec;
        block = new Block(spec.task(), spec.loss(), spec.schema().outputs(), blockRows);
        predictions = new Predictions(spec.schema().outputs());
    }

    boolean active() {
        return learner != null;
    }

    /** Something is unusual: predicts in that state from now on, or still. */
    void begin(NamedTensors good) {
        returns = good == state ? returns : 0;
        state = good;
        if (learner == null && returns < RETURNS) {
            learner = Learners.create(spec);
            learner.load(good);
            block.clear();
            better = 0;
            evidence.clear();
            sumAnew();
        }
        left = BLOCKS;
    }

    private void sumAnew() {
        summed = 0;
        larger = 0;
        learnedSum = 0;
        ownSum = 0;
    }

    /** Predicts rows {@code [from, to)}, but for those that count for nothing. */
    void observe(MiniBatch batch, int from, int to, BitSet refused) {
        if (learner == null) {
            return;
        }
        learner.predict(batch, from, to, predictions);
        for (int r = from; r < to; r++) {
            if (!refused.get(r)) {
                int at = (r - from) * predictions.outputs();
                block.add(predictions.scores(), at, batch.labels()[r], batch.weights()[r]);
            }
        }
    }

    /** Whether the good state, with a loss up to the limit, is the one to go on with, after a full block of the learner's. */
    boolean judge(Block learned, double limit) {
        if (learner == null) {
            return false;
        }
        boolean fit = learned.telling() && block.loss() <= limit;
        better = fit && less(learned) ? better + 1 : 0;
        boolean proven = fit && provenBetter(learned);
        boolean goBack = better >= (limit < Double.POSITIVE_INFINITY ? SHORT_PATIENCE : PATIENCE)
                || proven
                || (fit && losesMuch(learned.plainLoss(), block.plainLoss()));
        block.clear();
        left--;
        if (goBack || left == 0) {
            learner = null;
        }
        returns += goBack ? 1 : 0;
        return goBack;
    }

    private boolean less(Block learned) {
        return block.loss() < LESS * learned.loss()
                && (spec.task() == Task.REGRESSION || block.plainLoss() < learned.plainLoss());
    }

    private boolean provenBetter(Block learned) {
        if (spec.task() == Task.REGRESSION) {
            evidence.add(block.loss(), learned.loss());
        } else {
            evidence.add(block.plainLoss(), learned.plainLoss());
        }
        return evidence.enough(PATIENCE);
    }

    private boolean losesMuch(double learned, double own) {
        if (spec.task() == Task.REGRESSION) {
            return false;
        }
        if (summed == SPAN) {
            sumAnew();
        }
        summed++;
        larger += own < LESS * learned ? 1 : 0;
        learnedSum += learned;
        ownSum += own;
        return summed >= PATIENCE && 2 * larger > summed && learnedSum > MUCH * ownSum;
    }

    void save(NamedTensors into) {
        double[] rows = block.state();
        into.put(PATH + "block", rows, rows.length);
        into.put(PATH + "counters", new long[] {learner == null ? 0 : 1, left, better, returns}, 4);
        into.put(PATH + "evidence", evidence.state(), PairedEvidence.LENGTH);
        into.put(PATH + "sums", new double[] {summed, larger, learnedSum, ownSum}, 4);
    }

    /** Takes what {@link #save} put, and the good state, which nobody has changed since. */
    void load(NamedTensors from, GoodStates states) {
        long[] counters = from.longs(PATH + "counters", 4);
        learner = null;
        state = states.last().orElse(null);
        returns = 0;
        if (counters[0] == 1) {
            begin(state);
        }
        returns = (int) counters[3];
        left = (int) counters[1];
        better = (int) counters[2];
        block.restore(from.doubles(PATH + "block"));
        if (from.contains(PATH + "evidence")) { // states of earlier versions have none
            evidence.restore(from.doubles(PATH + "evidence", PairedEvidence.LENGTH));
        }
        if (from.contains(PATH + "sums")) { // nor these
            double[] sums = from.doubles(PATH + "sums", 4);
            summed = (int) sums[0];
            larger = (int) sums[1];
            learnedSum = sums[2];
            ownSum = sums[3];
        }
    }
}
