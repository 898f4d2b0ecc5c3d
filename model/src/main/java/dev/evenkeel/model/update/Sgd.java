package dev.evenkeel.model.update;

/** Stochastic gradient descent: θ −= ηn·g. */
final class Sgd extends Formula {
    private final double rate;

    Sgd(double learningRate, Conversion conversion) {
        rate = learningRate * conversion.examples();
    }

    @Override
    double pull(Span span) {
        return rate * factor;
    }

    @Override
    void step(Span span) {
        float rate = (float) pull(span);
        float[] g = span.gradient;
        float[] change = span.change;
        for (int i = span.from; i < span.to; i++) {
            change[i] = -rate * g[i];
        }
    }
}
