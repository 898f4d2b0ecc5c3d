package dev.evenkeel.model.stability;

/**
 * What is usual for a layer, and what its last sampled steps were like. The first {@value #WARM} only observe. A norm counts as at most
 * four times its running mean, so that an explosion does not become usual while it lasts. Not thread-safe.
 */
final class LayerTrack {
    /** Numbers in {@link #state}. */
    static final int LENGTH = 13;

    /** A norm or update this many times its running mean is one of an explosion. */
    static final double HOT = 20;

    /** Sampled steps that {@link #clipped} looks back on. */
    static final int REMEMBERED = 20;

    private static final int WARM = 16;
    private static final int MEMORY = 64;
    private static final double MOST = 4;
    /** Hot steps among those remembered, from which on it is an explosion. */
    private static final int ENOUGH = 2;

    /** An update that changes a layer by more than half is one of an explosion, whatever is usual. */
    private static final double HALF = 0.5;

    final String layer;
    private long steps;
    private double gradientMean;
    private double ratioMean;
    private double faintness;
    private int hot;
    private int clips;
    private int overshoots;
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
        boolean steep = steps >= WARM && sample.size() > 1 && sample.gradientNorm() > HOT * gradientMean;
        boolean far = steps >= WARM && far(sample);
        boolean isHot = steep || far;
        if (isHot && hot == 0) {
            since = example;
        }
        hot = (hot << 1 | (isHot ? 1 : 0)) & mask(REMEMBERED);
        overshoots = (overshoots << 1 | (far && !steep ? 1 : 0)) & mask(REMEMBERED);
        clips = (clips << 1 | (sample.clipped() ? 1 : 0)) & mask(REMEMBERED);
        steps++;
        double share = Math.max(1.0 / MEMORY, 1.0 / steps);
        gradientMean += share * (bounded(sample.gradientNorm(), gradientMean) - gradientMean);
        ratioMean += share * (bounded(sample.ratio(), ratioMean) - ratioMean);
        double faint = Math.log10(Math.max(sample.gradientPerWeight(), Double.MIN_NORMAL));
        faintness += Math.max(0.25, 1.0 / steps) * (faint - faintness);
        last = sample;
    }

    /** A single row's score may be pulled hard by a rare label: that is out of proportion only when its gradient is not. */
    private boolean far(LayerSample sample) {
        double growth = sample.ratio() / ratioMean;
        return sample.size() > 1
                ? growth > HOT || sample.ratio() > HALF
                : growth > HOT * Math.max(1, sample.gradientNorm() / gradientMean);
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
        return hotSteps() >= ENOUGH;
    }

    /** Of the last {@link #remembered} sampled steps, those out of all proportion. */
    int hotSteps() {
        return Integer.bitCount(hot);
    }

    /** Whether that began with updates out of proportion to gradients that were as usual. */
    boolean overshoots() {
        return exploding() && overshoots != 0;
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

    /** Sampled steps that {@link #clipped} and {@link #hotSteps} are about. */
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
            last.size(),
            overshoots
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
        overshoots = (int) state[at + 12];
        last = new LayerSample(
                layer, state[at + 7], state[at + 8], state[at + 9], state[at + 10], (long) state[at + 11]);
    }
}
