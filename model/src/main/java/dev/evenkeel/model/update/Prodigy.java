package dev.evenkeel.model.update;

import java.util.Arrays;

/**
 * Prodigy (Mishchenko, Defazio, arXiv 2306.06101, algorithm 4): Adam whose rate is an estimate d of the distance to the solution,
 * η a factor to it, β₃ = √β₂:
 *
 * <pre>
 *   m = β₁m + (1−β₁)d·g      v = β₂v + (1−β₂)d²g²      θ −= ηd·m/(√v + dε)
 *   r = β₃r + (1−β₃)ηd²·g·(θ₀−θ)      s = β₃s + (1−β₃)ηd²·g      then d = max(d, Σr/Σ|s|)
 * </pre>
 *
 * <p>With n examples an update, decays are converted; the rate is not, since d is found for updates as they are.
 *
 * <p>d never falls by itself, and the proof that it does not overshoot is for sums of convex losses that stay the same: under single
 * examples of a stream that drifts it may come out far too large.
 *
 * <p>Deviation for parts of a parameter: r is kept for each element, which is the same where all take part in every update, so that
 * elements that a step does not touch forget neither r nor s. Sums are in double. Re-anchoring takes θ₀ from the weights of now and
 * keeps d, which the stream has proved, and a share of r and s.
 */
final class Prodigy extends Formula {
    private static final int M = 0;
    private static final int V = 1;
    private static final int R = 2;
    private static final int S = 3;
    private static final int ORIGIN = 4;

    private final ProdigyHyperparameters settings;
    private final double beta1;
    private final double beta2;
    private double distance;
    /** Σr and Σ|s| of all that is only partly part of a step. */
    private final Total[] parts = {new Total(), new Total()};
    // of the proposal
    private final Total[] nextParts = {new Total(), new Total()};
    private final double[] whole = new double[2];

    Prodigy(ProdigyHyperparameters settings, Conversion conversion) {
        super(Slot.mean("m"), Slot.mean("v"), Slot.sum("r"), Slot.sum("s"), new Slot("origin", Slot.Kind.ORIGIN));
        this.settings = settings;
        beta1 = conversion.decay(settings.beta1());
        beta2 = conversion.decay(settings.beta2());
        distance = settings.initialDistance();
    }

    @Override
    void begin(double factor) {
        super.begin(factor);
        Arrays.fill(whole, 0);
        nextParts[0].set(parts[0]);
        nextParts[1].set(parts[1]);
    }

    @Override
    double pull(Span span) {
        return settings.learningRate() * factor * distance;
    }

    @Override
    void step(Span span) {
        move(span);
        float[] g = span.gradient;
        float[] w = span.weights;
        float[] origin = span.next[ORIGIN];
        System.arraycopy(span.since(ORIGIN), span.from, origin, span.from, span.to - span.from);
        double beta3 = Math.sqrt(beta2);
        float keep = (float) beta3;
        float take = (float) ((1 - beta3) * settings.learningRate() * factor * distance * distance);
        float[] r = span.slots[R];
        float[] s = span.slots[S];
        float[] nextR = span.next[R];
        float[] nextS = span.next[S];
        for (int i = span.from; i < span.to; i++) {
            float derivative = take * g[i];
            nextR[i] = keep * r[i] + derivative * (origin[i] - w[i]);
            nextS[i] = keep * s[i] + derivative;
        }
        sum(span);
    }

    /** Adam's step at the rate d. */
    private void move(Span span) {
        float rate = (float) pull(span);
        float d = (float) distance;
        float keep1 = (float) beta1;
        float take1 = (float) ((1 - beta1) * distance);
        float keep2 = (float) beta2;
        float take2 = (float) (1 - beta2);
        float epsilon = (float) (distance * settings.epsilon());
        float[] g = span.gradient;
        float[] m = span.slots[M];
        float[] v = span.slots[V];
        float[] change = span.change;
        float[] nextM = span.next[M];
        float[] nextV = span.next[V];
        for (int i = span.from; i < span.to; i++) {
            float scaled = d * g[i];
            float mean = keep1 * m[i] + take1 * g[i];
            float square = keep2 * v[i] + take2 * (scaled * scaled);
            change[i] = -rate * mean / ((float) Math.sqrt(square) + epsilon) + square * 0;
            nextM[i] = mean;
            nextV[i] = square;
        }
    }

    private void sum(Span span) {
        float[] r = span.slots[R];
        float[] s = span.slots[S];
        float[] nextR = span.next[R];
        float[] nextS = span.next[S];
        if (span.part) {
            for (int i = span.from; i < span.to; i++) {
                nextParts[0].add(nextR[i]);
                nextParts[0].add(-r[i]);
                nextParts[1].add(Math.abs(nextS[i]));
                nextParts[1].add(-Math.abs(s[i]));
            }
            return;
        }
        double sumR = 0;
        double sumS = 0;
        for (int i = span.from; i < span.to; i++) {
            sumR += nextR[i];
            sumS += Math.abs(nextS[i]);
        }
        whole[0] += sumR;
        whole[1] += sumS;
    }

    @Override
    void accept() {
        parts[0].set(nextParts[0]);
        parts[1].set(nextParts[1]);
        double estimate = (whole[0] + parts[0].value()) / (whole[1] + parts[1].value());
        if (estimate > distance && estimate < Double.POSITIVE_INFINITY) {
            distance = estimate;
        }
    }

    @Override
    double[] totals() {
        return new double[] {distance, parts[0].sum(), parts[0].lost(), parts[1].sum(), parts[1].lost()};
    }

    @Override
    void set(double[] totals) {
        distance = totals[0];
        parts[0].set(totals[1], totals[2]);
        parts[1].set(totals[3], totals[4]);
    }

    @Override
    void reanchor(double keep) {
        // the slots' shares are rounded to float, the sums are not: that is far below what an estimate is good for
        parts[0].set(parts[0].sum() * keep, parts[0].lost() * keep);
        parts[1].set(parts[1].sum() * keep, parts[1].lost() * keep);
    }
}
