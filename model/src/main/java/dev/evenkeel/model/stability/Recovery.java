package dev.evenkeel.model.stability;

import java.util.Locale;

/**
 * Decides, block by block, whether training goes on, goes back, or halts.
 *
 * <p>A block is bad when the model refused most of its rows, or when its loss leaves the {@link LossBand} and is more than
 * {@value #WORSE} times that of the best constant in hindsight: a stream that has become harder is no reason to go back, a model
 * that is worse than none is. It is bad as well while a class is lost, however rare ({@link ClassBand}). {@value #PATIENCE} bad blocks in
 * a row are an incident, where one above {@value #ABSURD} times the usual and the best constant's counts as two, and as all of them when its
 * loss is more than {@value #HOPELESS} times that of a model that leaves all classes open: by the next block weights that have run away may
 * say no to all, which is as usual where few say yes. Then the last good state returns (after Chowdhery et al., "PaLM",
 * arXiv 2204.02311, section 5.1), and the stream is only predicted until a block is good again, or for
 * {@value #COOL_DOWN} blocks, twice as many with each retry; then learning is tried again.
 *
 * <p>What goes on after all retries is no attack but a new stream, or a learner that cannot learn. It gets {@value #PROBATION} blocks,
 * re-anchored, to become better than {@value #WORSE} times the best constant: then the stream counts as a new one; else training
 * halts. It halts as well when the good state keeps predicting as usual, so that the stream is as it was, and learning from it goes wrong
 * again and again. {@value #CALM} good blocks after an incident, the retries count anew. Not thread-safe.
 */
public final class Recovery {
    /** Rows in a block, unless a micro-batch has more. */
    public static final int BLOCK = 64;

    private static final double WORSE = 1.5;
    private static final double FAR = 2.5;
    private static final double ABSURD = 16;
    /** Times the loss of a model that says nothing. */
    private static final double HOPELESS = 4;

    private static final int PATIENCE = 4;
    private static final int COOL_DOWN = 4;
    private static final int PROBATION = 64;
    private static final int CALM = 16;

    /** What to do after a block. */
    public enum Advice {
        /** Nothing: all is well, or it is too early to tell. */
        GO_ON,
        /** Return to the last good state, and only predict from now on. */
        ROLL_BACK,
        /** Return to the last good state, and learn on from there. */
        GO_BACK,
        /** Learn again. */
        LEARN,
        /** Return to the last good state, re-anchor it, and learn. */
        REANCHOR,
        /** Learn on: the stream is a new one. */
        ACCEPT,
        /** Return to the last good state, and learn no more. */
        HALT
    }

    /** Where training stands. */
    enum Phase {
        LEARNING,
        COOLING,
        PROBATION,
        HALTED
    }

    private static final int NUMBERS = 6 + LossBand.LENGTH;

    private final RollbackSettings settings;
    private final LossBand band;
    private final ClassBand classes;
    private Phase phase = Phase.LEARNING;
    private int bad;
    private int good;
    private int left;
    private int retries;
    /** Times that the stream was found to be as it was in a probation. */
    private int relapses;

    private String reason = "";

    /**
     * A recovery that has seen nothing.
     *
     * @param classes how many; 0 for regression
     */
    public Recovery(RollbackSettings settings, int classes) {
        this.settings = settings;
        this.classes = new ClassBand(classes);
        band = new LossBand(settings.band());
    }

    /** Judges a full block. */
    public Advice judge(Block block) {
        if (learns()) {
            block.tell(classes);
        }
        Advice advice = advise(block);
        if (advice != Advice.GO_ON) {
            classes.forgive();
        }
        return advice;
    }

    private Advice advise(Block block) {
        return switch (phase) {
            case LEARNING -> learning(block);
            case COOLING -> cooling(block);
            case PROBATION -> probation(block);
            case HALTED -> Advice.GO_ON;
        };
    }

    private Advice learning(Block block) {
        if (!bad(block, band.limit())) {
            bad = 0;
            good++;
            retries = good >= CALM ? 0 : retries;
            relapses = good >= CALM ? 0 : relapses;
            reason = good >= CALM ? "" : reason;
            return Advice.GO_ON;
        }
        bad += weight(block);
        good = 0;
        if (bad < PATIENCE) {
            return Advice.GO_ON;
        }
        bad = 0;
        reason = describe(block);
        if (relapses > settings.retries()) {
            phase = Phase.HALTED;
            return Advice.HALT;
        }
        if (retries == settings.retries()) {
            phase = Phase.PROBATION;
            left = PROBATION;
            return Advice.REANCHOR;
        }
        phase = Phase.COOLING;
        left = COOL_DOWN << retries;
        retries++;
        return Advice.ROLL_BACK;
    }

    /** How many bad blocks a bad one counts as. */
    private int weight(Block block) {
        if (classes.lost() < 0 && times(block) <= ABSURD) {
            return 1;
        }
        return block.telling() && block.loss() > HOPELESS * block.indifferentLoss() ? PATIENCE : 2;
    }

    private Advice cooling(Block block) {
        left--;
        if (left > 0 && (bad(block, band.limit()) || !block.telling())) {
            return Advice.GO_ON;
        }
        phase = Phase.LEARNING;
        return Advice.LEARN;
    }

    private Advice probation(Block block) {
        good = bad(block, 0) || !block.telling() ? 0 : good + 1;
        left--;
        if (good == PATIENCE) {
            phase = Phase.LEARNING;
            retries = 0;
            relapses = 0;
            band.restart();
            classes.restart();
            return Advice.ACCEPT;
        }
        if (left > 0) {
            return Advice.GO_ON;
        }
        reason = describe(block);
        phase = Phase.HALTED;
        return Advice.HALT;
    }

    /** Learns what is usual from a full block, after it was judged. */
    public void observe(Block block) {
        if (phase == Phase.LEARNING && block.telling()) {
            band.add(block.loss());
        }
    }

    private boolean bad(Block block, double limit) {
        if (block.stormy() || classes.lost() >= 0) {
            return true;
        }
        return block.telling() && block.loss() > limit && block.loss() > WORSE * block.constantLoss();
    }

    private String describe(Block block) {
        if (block.stormy()) {
            return "the model refused most rows of " + PATIENCE + " blocks in a row";
        }
        if (classes.lost() >= 0 && block.loss() <= band.limit()) {
            return "many rows of class " + classes.lost() + " lose many times as much as usual";
        }
        return String.format(
                Locale.ROOT,
                "loss %.3g, usually %.3g, and %.3g for the best constant",
                block.loss(),
                band.mean(),
                block.constantLoss());
    }

    /** Whether a full block's loss is outside the band. */
    public boolean unusual(Block block) {
        return block.telling() && block.loss() > band.limit();
    }

    /** The loss up to which a good state may be found better: in a probation it is one only when the stream is as it was. */
    public double limitForReturns() {
        return phase == Phase.PROBATION ? band.limit() : Double.POSITIVE_INFINITY;
    }

    /** The last good state has been found to predict better than what was learned since. */
    public Advice goBack() {
        relapses += phase == Phase.PROBATION ? 1 : 0;
        phase = Phase.LEARNING;
        bad = 0;
        classes.forgive();
        return Advice.GO_BACK;
    }

    /** Whether rows are learned from; else they are only predicted. */
    public boolean learns() {
        return phase == Phase.LEARNING || phase == Phase.PROBATION;
    }

    /** Whether training has halted. */
    public boolean halted() {
        return phase == Phase.HALTED;
    }

    /** Whether the state may be kept as a good one: nothing has been wrong for a while. */
    public boolean calm() {
        return phase == Phase.LEARNING && bad == 0 && retries == 0 && classes.calm();
    }

    /**
     * How bad a block is that has just been judged: 0, 1, or 2 where its loss is more than {@value #FAR} times the band's end and the best
     * constant's.
     */
    public int trouble(Block block) {
        if (phase == Phase.LEARNING && bad == 0) {
            return 0;
        }
        boolean far = block.telling() && block.loss() > FAR * Math.max(block.constantLoss(), band.limit());
        return far ? 2 : 1;
    }

    /** How many times the usual loss, or the best constant's where that is more, a block's is; 0 where it does not tell. */
    private double times(Block block) {
        return block.telling() ? block.loss() / Math.max(block.constantLoss(), band.mean()) : 0;
    }

    /** Blocks without anything wrong so far, in a row. */
    public int goodBlocks() {
        return good;
    }

    /** What went wrong; the empty string while nothing is. */
    public String reason() {
        return reason;
    }

    /** How training is, in a sentence. */
    public Verdict verdict() {
        return switch (phase) {
            case LEARNING ->
                reason.isEmpty()
                        ? Verdict.WELL
                        : new Verdict(Verdict.State.DEGRADED, "Training recovers after a rollback: " + reason + ".");
            case COOLING ->
                new Verdict(Verdict.State.DEGRADED, "Training was rolled back and cools down: " + reason + ".");
            case PROBATION ->
                new Verdict(
                        Verdict.State.DEGRADED,
                        "Training was re-anchored, the stream may be a new one: " + reason + ".");
            case HALTED ->
                new Verdict(
                        Verdict.State.HALTED,
                        "Training has halted after " + settings.retries() + " retries, its last good state stands: "
                                + reason + ".");
        };
    }

    /** Learns again whatever has been, as if nothing had gone wrong: someone has looked at it. */
    public void resume() {
        phase = Phase.LEARNING;
        bad = 0;
        good = 0;
        retries = 0;
        relapses = 0;
        reason = "";
        band.restart();
        classes.restart();
    }

    /** Everything, as numbers; the phase by its name's place among these: learning, cooling, probation, halted. */
    public double[] state() {
        double[] state = new double[NUMBERS];
        state[0] = switch (phase) {
            case LEARNING -> 0;
            case COOLING -> 1;
            case PROBATION -> 2;
            case HALTED -> 3;
        };
        state[1] = bad;
        state[2] = good;
        state[3] = left;
        state[4] = retries;
        state[5] = relapses;
        System.arraycopy(band.state(), 0, state, 6, LossBand.LENGTH);
        return state;
    }

    /**
     * Takes what {@link #state} and {@link #reason} gave.
     *
     * @throws IllegalArgumentException when it is not such a state
     */
    public void restore(double[] state, String why) {
        if (state.length != NUMBERS) {
            throw new IllegalArgumentException("wrong length: recovery=" + state.length + ", expected=" + NUMBERS);
        }
        phase = switch ((int) state[0]) {
            case 0 -> Phase.LEARNING;
            case 1 -> Phase.COOLING;
            case 2 -> Phase.PROBATION;
            case 3 -> Phase.HALTED;
            default -> throw new IllegalArgumentException("unknown phase: recovery=" + state[0]);
        };
        bad = (int) state[1];
        good = (int) state[2];
        left = (int) state[3];
        retries = (int) state[4];
        relapses = (int) state[5];
        band.restore(state, 6);
        reason = why;
    }

    /** What is known of each class, as numbers. */
    public double[] classes() {
        return classes.state();
    }

    /**
     * Takes what {@link #classes()} gave.
     *
     * @throws IllegalArgumentException when it is of another number of classes
     */
    public void restoreClasses(double[] state) {
        classes.restore(state);
    }
}
