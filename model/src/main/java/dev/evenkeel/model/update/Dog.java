package dev.evenkeel.model.update;

import java.util.Arrays;

/**
 * Distance over gradients (Ivgi, Hinder, Carmon, arXiv 2302.12022, equation 2), of all parameters together or of each layer (L-DoG):
 *
 * <pre>
 *   η = r/√(G + ε)      r = max over updates of ‖θ − θ₀‖, at first initial·(1 + ‖θ₀‖)      G = Σ ‖g‖²      θ −= ηg
 * </pre>
 *
 * <p>There is no rate to convert to the micro-batch: r and G are those of the updates by mean gradients. Sums are in double.
 *
 * <p>A table's rows, and the features of a linear model, start from where their first update finds them; ‖θ₀‖ counts those of the
 * first update. Re-anchoring takes θ₀ from the weights of now and keeps r, which is how far a solution has been found to be, and a
 * share of G.
 */
final class Dog extends Formula {
    private static final int NUMBERS = 4;

    private final DogHyperparameters settings;
    private final double[] distance;
    private final double[] squares;
    /** ‖θ − θ₀‖² of all that is only partly part of a step. */
    private final Total[] parts;
    // of the proposal
    private final double[] gradients;
    private final double[] whole;
    private final double[] norms;
    private final double[] proposed;

    Dog(DogHyperparameters settings, int layers) {
        super(new Slot("origin", Slot.Kind.ORIGIN));
        this.settings = settings;
        int groups = settings.layerWise() ? layers : 1;
        distance = new double[groups];
        squares = new double[groups];
        parts = new Total[groups];
        Arrays.setAll(parts, i -> new Total());
        gradients = new double[groups];
        whole = new double[groups];
        norms = new double[groups];
        proposed = new double[groups];
    }

    private int group(Span span) {
        return settings.layerWise() ? span.layer : 0;
    }

    @Override
    void begin(double factor) {
        super.begin(factor);
        Arrays.fill(gradients, 0);
        Arrays.fill(whole, 0);
        Arrays.fill(norms, 0);
    }

    @Override
    void step(Span span) {
        float[] g = span.gradient;
        float[] change = span.change;
        float[] origin = span.next[0];
        System.arraycopy(span.since(0), span.from, origin, span.from, span.to - span.from);
        for (int i = span.from; i < span.to; i++) {
            change[i] = -g[i];
        }
        int group = group(span);
        gradients[group] += Sums.squares(g, span.from, span.to);
        if (!span.part) {
            whole[group] += Sums.squaredDistance(span.weights, origin, span.from, span.to);
        }
        if (distance[group] == 0) {
            norms[group] += Sums.squares(span.weights, span.from, span.to);
        }
    }

    /** Largest distance so far, this proposal's weights included. */
    private double distance(int group) {
        double first = distance[group] == 0 ? settings.initialDistance() * (1 + Math.sqrt(norms[group])) : 0;
        double now = Math.sqrt(Math.max(0, whole[group] + parts[group].value()));
        return Math.max(Math.max(distance[group], first), now);
    }

    private double rate(int group) {
        return factor * distance(group) / Math.sqrt(squares[group] + gradients[group] + settings.epsilon());
    }

    @Override
    double pull(Span span) {
        return rate(group(span));
    }

    /** The change is multiplied with the rate afterwards. */
    @Override
    double decayRate(Span span) {
        return 1;
    }

    @Override
    boolean scales() {
        return true;
    }

    @Override
    double scale(Span span) {
        int group = group(span);
        proposed[group] = distance(group);
        return rate(group);
    }

    @Override
    void moved(Span span) {
        float[] w = span.weights;
        float[] change = span.change;
        float[] origin = span.next[0];
        Total part = parts[group(span)];
        for (int i = span.from; i < span.to; i++) {
            double before = (double) w[i] - origin[i];
            double after = (double) (w[i] + change[i]) - origin[i];
            part.add(after * after);
            part.add(-before * before);
        }
    }

    @Override
    void accept() {
        for (int group = 0; group < distance.length; group++) {
            if (gradients[group] > 0) {
                distance[group] = proposed[group];
                squares[group] += gradients[group];
            }
        }
    }

    @Override
    double[] totals() {
        double[] totals = new double[NUMBERS * distance.length];
        for (int group = 0; group < distance.length; group++) {
            totals[NUMBERS * group] = distance[group];
            totals[NUMBERS * group + 1] = squares[group];
            totals[NUMBERS * group + 2] = parts[group].sum();
            totals[NUMBERS * group + 3] = parts[group].lost();
        }
        return totals;
    }

    @Override
    void set(double[] totals) {
        for (int group = 0; group < distance.length; group++) {
            distance[group] = totals[NUMBERS * group];
            squares[group] = totals[NUMBERS * group + 1];
            parts[group].set(totals[NUMBERS * group + 2], totals[NUMBERS * group + 3]);
        }
    }

    @Override
    void reanchor(double keep) {
        for (int group = 0; group < distance.length; group++) {
            squares[group] *= keep;
            parts[group].set(0, 0);
        }
    }
}
