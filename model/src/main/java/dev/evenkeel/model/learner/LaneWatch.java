package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.Block;
import dev.evenkeel.model.stability.Recovery;
import dev.evenkeel.model.stability.RollbackSettings;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Watches a lane's loss and refusals, block by block, and keeps what is needed to go back: good states, and the rows that may yet have to
 * be refused. Blocks are counted in rows, not in windows. Not thread-safe.
 */
final class LaneWatch {
    private static final String PATH = "lane/recovery";

    private final RollbackSettings settings;
    private final int blockRows;
    private final Block block;
    private final Recovery recovery;
    private final GoodStates states;
    private final Suspects suspects = new Suspects();
    private int worse;
    private final Shadow shadow;

    LaneWatch(LearnerSpec spec, int microBatch, RollbackSettings settings) {
        this.settings = settings;
        blockRows = (Recovery.BLOCK + microBatch - 1) / microBatch * microBatch;
        block = new Block(spec.task(), spec.loss(), spec.schema().outputs(), blockRows);
        int classes =
                spec.task() == Task.REGRESSION ? 0 : Math.max(2, spec.schema().outputs());
        recovery = new Recovery(settings, classes);
        states = new GoodStates(settings);
        shadow = new Shadow(spec, blockRows);
    }

    /** Whether rows wait, instead of being refused, while training is halted. */
    boolean pausesWhenHalted() {
        return settings.onHalt() == RollbackSettings.OnHalt.PAUSE;
    }

    /** Rows until the block ends; whole micro-batches, but at the end of the stream. */
    int room() {
        return block.room();
    }

    /** Whether rows are learned from; else they are only predicted. */
    boolean learns() {
        return recovery.learns();
    }

    /** What has been decided. */
    Recovery recovery() {
        return recovery;
    }

    /** The good states. */
    GoodStates states() {
        return states;
    }

    /** Rows of bad blocks since this was last asked; those of very bad ones count twice. */
    int takeWorse() {
        int taken = worse;
        worse = 0;
        return taken;
    }

    /** The rows that may yet be refused. */
    Suspects suspects() {
        return suspects;
    }

    /**
     * Rows {@code [from, to)}, at most {@link #room()} of them, were predicted, and learned from unless they were refused.
     *
     * @param refused rows of the batch that were not learned from
     * @param quarantined those of them that could not be meant
     */
    Recovery.Advice observe(
            MiniBatch batch,
            int from,
            int to,
            Predictions predictions,
            BitSet refused,
            BitSet quarantined,
            Learner learner) {
        int outputs = predictions.outputs();
        for (int r = from; r < to; r++) {
            if (refused.get(r) && recovery.learns()) {
                block.refuse(!quarantined.get(r));
            } else {
                block.add(predictions.scores(), (r - from) * outputs, batch.labels()[r], batch.weights()[r]);
            }
        }
        if (recovery.learns()) {
            suspects.add(batch, from, to, refused);
        }
        shadow.observe(batch, from, to, refused);
        return block.room() > 0 ? Recovery.Advice.GO_ON : judge(learner);
    }

    private Recovery.Advice judge(Learner learner) {
        boolean unusual = recovery.unusual(block);
        Recovery.Advice advice = recovery.judge(block);
        if (shadow.judge(block, recovery.limitForReturns()) && advice == Recovery.Advice.GO_ON) {
            advice = recovery.goBack();
        }
        if (recovery.learns() && (unusual || advice != Recovery.Advice.GO_ON)) {
            states.last().ifPresent(shadow::begin);
        }
        recovery.observe(block);
        worse += recovery.trouble(block) * blockRows;
        block.clear();
        if (recovery.calm() && !shadow.active()) {
            states.calm(learner, blockRows);
        } else {
            states.troubled();
        }
        if (recovery.learns() && recovery.goodBlocks() > 0) {
            suspects.clear();
        }
        return advice;
    }

    void save(NamedTensors into) {
        double[] state = recovery.state();
        into.put(PATH + "/state", state, state.length);
        double[] classes = recovery.classes();
        into.put(PATH + "/classes", classes, classes.length);
        byte[] reason = recovery.reason().getBytes(StandardCharsets.UTF_8);
        into.put(PATH + "/reason", reason, reason.length);
        double[] rows = block.state();
        into.put(PATH + "/block", rows, rows.length);
        states.save(into);
        suspects.save(into);
        shadow.save(into);
    }

    /** Takes what {@link #save} put; a lane that was not watched is watched from here on. */
    void load(NamedTensors from) {
        if (from.contains(PATH + "/state")) {
            recovery.restore(
                    from.doubles(PATH + "/state"), new String(from.bytes(PATH + "/reason"), StandardCharsets.UTF_8));
            if (from.contains(PATH + "/classes")) {
                recovery.restoreClasses(from.doubles(PATH + "/classes"));
            }
            block.restore(from.doubles(PATH + "/block"));
            states.load(from);
            suspects.load(from);
            shadow.load(from, states);
        }
    }
}
