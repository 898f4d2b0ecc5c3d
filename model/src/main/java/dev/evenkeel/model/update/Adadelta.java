package dev.evenkeel.model.update;

/**
 * AdaDelta (Zeiler, arXiv 1212.5701, algorithm 1): E = ρE + (1−ρ)h², Δ = √(D + ε)/√(E + ε)·h, D = ρD + (1−ρ)Δ², θ −= ηn·Δ.
 *
 * <p>With n examples an update, h = √n·g, which is as large as one example's gradient where noise dominates, so that ε and E mean
 * the same at any n. D settles where what ε feeds it makes up for h² being part of E, that is at about ε/(1−ρ): a decay for n
 * examples makes Δ smaller by √n, hence the rate.
 */
final class Adadelta extends Formula {
    private final double rate;
    private final double decay;
    private final float epsilon;
    private final float root;

    Adadelta(AdadeltaHyperparameters settings, Conversion conversion) {
        super(Slot.mean("E"), Slot.mean("D"));
        root = (float) conversion.root();
        rate = settings.learningRate() * conversion.examples();
        decay = conversion.decay(settings.decay());
        epsilon = (float) settings.epsilon();
    }

    @Override
    double pull(Span span) {
        return rate * factor;
    }

    @Override
    void step(Span span) {
        float rate = (float) pull(span);
        float root = this.root;
        float keep = (float) decay;
        float take = (float) (1 - decay);
        float epsilon = this.epsilon;
        float[] g = span.gradient;
        float[] squares = span.slots[0];
        float[] changes = span.slots[1];
        float[] change = span.change;
        float[] nextSquares = span.next[0];
        float[] nextChanges = span.next[1];
        for (int i = span.from; i < span.to; i++) {
            float h = root * g[i];
            nextSquares[i] = keep * squares[i] + take * (h * h);
        }
        for (int i = span.from; i < span.to; i++) {
            float ratio = (float) Math.sqrt((changes[i] + epsilon) / (nextSquares[i] + epsilon));
            change[i] = ratio * (root * g[i]) + nextSquares[i] * 0;
        }
        for (int i = span.from; i < span.to; i++) {
            float delta = change[i];
            nextChanges[i] = keep * changes[i] + take * (delta * delta);
            change[i] = -rate * delta;
        }
    }
}
