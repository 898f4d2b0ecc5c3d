package dev.evenkeel.model.stability;

import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.parameter.NamedTensors;

/**
 * Bounds the derivative of a loss by a prediction, so that one label cannot dominate what is learned: beyond k times its running
 * root mean square the loss goes on linearly, as Huber's does (doi:10.1214/aoms/1177703732).
 *
 * <p>Acts on losses whose derivative has no bound of its own: squared (2(p − y)) and Poisson (2(e^p − y)), by moving the label
 * towards what was predicted; other losses pass. The root mean square is that of bounded derivatives, each counting {@value
 * #SHARE} or its share of those so far, whichever is more; the first {@value #LEAST} only observe. State moves with
 * {@link #commit}. Not thread-safe.
 */
public final class LossGradientBound {
    private static final String PATH = "slots/loss-gradient-bound";
    private static final double SHARE = 0.001;
    private static final int LEAST = 30;

    private final double limit;
    private final boolean acts;
    private final boolean counts;
    private double square;
    private long seen;
    private long bounded;
    private double proposedSquare;
    private long proposedSeen;
    private long proposedBounded;

    /**
     * A bound that has seen nothing.
     *
     * @param limit k; infinite to do nothing
     */
    public LossGradientBound(LossKind loss, double limit) {
        this(
                limit,
                loss == LossKind.POISSON,
                Double.isFinite(limit) && (loss == LossKind.POISSON || loss == LossKind.SQUARED));
    }

    private LossGradientBound(double limit, boolean counts, boolean acts) {
        this.limit = limit;
        this.counts = counts;
        this.acts = acts;
    }

    /** Begins a step. */
    public void begin() {
        proposedSquare = square;
        proposedSeen = seen;
        proposedBounded = bounded;
    }

    /**
     * The label to learn instead.
     *
     * @param prediction finite
     * @param label finite
     */
    public float bound(float prediction, float label) {
        if (!acts) {
            return label;
        }
        double predicted = counts ? Math.exp(prediction) : prediction;
        double error = label - predicted;
        double most = limit * Math.sqrt(proposedSquare);
        boolean within = proposedSeen < LEAST || Math.abs(error) <= most;
        double used = within ? error : Math.copySign(most, error);
        proposedSeen++;
        proposedSquare += (used * used - proposedSquare) * Math.max(SHARE, 1.0 / proposedSeen);
        if (within) {
            return label;
        }
        proposedBounded++;
        double moved = predicted + used;
        return (float) (counts ? Math.max(0, moved) : moved);
    }

    /** Takes what was seen since {@link #begin}. */
    public void commit() {
        square = proposedSquare;
        seen = proposedSeen;
        bounded = proposedBounded;
    }

    /** Adds the rows whose derivative was bounded. */
    public void count(GuardCounts into) {
        if (acts) {
            into.add(GuardCounts.LOSS_GRADIENT, bounded);
        }
    }

    /** An independent bound that has seen the same. */
    public LossGradientBound copy() {
        LossGradientBound copy = new LossGradientBound(limit, counts, acts);
        copy.square = square;
        copy.seen = seen;
        copy.bounded = bounded;
        return copy;
    }

    /** Puts the state, if there is any. */
    public void save(NamedTensors into) {
        if (acts) {
            into.put(PATH + "/square", new double[] {square}, 1);
            into.put(PATH + "/counts", new long[] {seen, bounded}, 2);
        }
    }

    /** Takes what {@link #save} has put; a state without it leaves this one as new. */
    public void load(NamedTensors from) {
        if (acts && from.contains(PATH + "/square")) {
            square = from.doubles(PATH + "/square", 1)[0];
            long[] counters = from.longs(PATH + "/counts", 2);
            seen = counters[0];
            bounded = counters[1];
        }
    }
}
