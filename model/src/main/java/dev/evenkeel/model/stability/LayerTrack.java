package dev.evenkeel.model.stability;

/**
 * What is usual for a layer, and what its last sampled steps were like. The first {@value #WARM} only observe. A norm counts as at most
 * four times its running mean, so that an explosion does not become usual while it lasts. Not thread-safe.
 */
final class LayerTrack {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 12;

    /** A norm or update this many times its running mean is one of an explosion. */
    static final double HOT = 20;

    /** Sampled steps that {@link #clipped} looks back on. */
    static final int REMEMBERED = 20;

    private static final int WARM = 16;
    private static final int MEMORY = 64;
    private static final double MOST = 4;
    /** Hot steps among the last of {@link #RUN}, from which on it is an explosion. */
    private static final int ENOUGH = 3;

    private static final int RUN = 8;
    /** An update that changes a layer by more than half is one of an explosion, whatever is usual. */
    private static final double HALF = 0.5;

    final String layer;
    private long steps;
    private double gradientMean;
    private double ratioMean;
    private double faintness;
    private int hot;
    private int clips;
    private long since = -1;
    private LayerSample last;

    LayerTrack(String layer) {
        this.layer = layer;
        last = new LayerSample(layer, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1);
    }

    /**
     * Takes a sampled step.
     *
     * @param example the number of its first example in the stream
     */
    void add(LayerSample sample, long example) {
        boolean isHot = steps >= WARM
                && (sample.gradientNorm() > HOT * gradientMean
                        || sample.ratio() > HOT * ratioMean
                        || (sample.size() > 1 && sample.ratio() > HALF));
        if (isHot && (hot & mask(RUN)) == 0) {
            since = example;
        }
        hot = (hot << 1 | (isHot ? 1 : 0)) & mask(REMEMBERED);
        clips = (clips << 1 | (sample.clipped() ? 1 : 0)) & mask(REMEMBERED);
        steps++;
        double share = Math.max(1.0 / MEMORY, 1.0 / steps);
        gradientMean += share * (bounded(sample.gradientNorm(), gradientMean) - gradientMean);
        ratioMean += share * (bounded(sample.ratio(), ratioMean) - ratioMean);
        double faint = Math.log10(Math.max(sample.gradientPerWeight(), Double.MIN_NORMAL));
        faintness += Math.max(0.25, 1.0 / steps) * (faint - faintness);
        last = sample;
    }

    private double bounded(double value, double mean) {
        return steps <= WARM ? value : Math.min(value, MOST * mean);
    }

    private static int mask(int bits) {
        return (1 << bits) - 1;
    }

    /** Whether enough was seen to judge. */
    boolean knows() {
        return steps >= WARM;
    }

    /** Whether gradients or updates of its last sampled steps were out of all proportion. */
    boolean exploding() {
        return Integer.bitCount(hot & mask(RUN)) >= ENOUGH;
    }

    /** The first example of the explosion. */
    long since() {
        return since;
    }

    /** The last gradient norm over its running mean. */
    double gradientGrowth() {
        return last.gradientNorm() / gradientMean;
    }

    /** The last update over its running mean, both relative to the weights. */
    double updateGrowth() {
        return last.ratio() / ratioMean;
    }

    /** log10 of the gradient per root of size, the last few sampled steps counting most. */
    double faintness() {
        return faintness;
    }

    /** Of the last {@link #remembered} sampled steps, those whose gradient the governor has shortened. */
    int clipped() {
        return Integer.bitCount(clips);
    }

    /** Sampled steps that {@link #clipped} is about. */
    int remembered() {
        return (int) Math.min(REMEMBERED, steps);
    }

    LayerSample last() {
        return last;
    }

    double[] state() {
        return new double[] {
            steps,
            gradientMean,
            ratioMean,
            faintness,
            hot,
            clips,
            since,
            last.gradientNorm(),
            last.boundedNorm(),
            last.updateNorm(),
            last.weightNorm(),
            last.size()
        };
    }

    /** Takes what {@link #state} gave, from a place on. */
    void restore(double[] state, int at) {
        steps = (long) state[at];
        gradientMean = state[at + 1];
        ratioMean = state[at + 2];
        faintness = state[at + 3];
        hot = (int) state[at + 4];
        clips = (int) state[at + 5];
        since = (long) state[at + 6];
        last = new LayerSample(
                layer, state[at + 7], state[at + 8], state[at + 9], state[at + 10], (long) state[at + 11]);
    }
}
