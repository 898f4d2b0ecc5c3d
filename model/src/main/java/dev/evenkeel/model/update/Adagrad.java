package dev.evenkeel.model.update;

/**
 * AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011, figure 1, diagonal form): G += h², θ −= ηh/(√G + ε).
 *
 * <p>With n examples an update, h = n·g, the sum of their gradients: where noise dominates, G grows by what the squares of n single
 * gradients would sum up to, and steps are as long as n single ones.
 */
final class Adagrad extends Formula {
    private final AdagradHyperparameters settings;
    private final int examples;

    Adagrad(AdagradHyperparameters settings, Conversion conversion) {
        super(Slot.sum("G"));
        this.settings = settings;
        examples = conversion.examples();
    }

    @Override
    double pull(Span span) {
        return settings.learningRate() * examples * factor;
    }

    @Override
    void step(Span span) {
        float rate = (float) (settings.learningRate() * factor);
        float n = examples;
        float epsilon = (float) settings.epsilon();
        float[] g = span.gradient;
        float[] sum = span.slots[0];
        float[] change = span.change;
        float[] next = span.next[0];
        for (int i = span.from; i < span.to; i++) {
            float h = n * g[i];
            float squares = sum[i] + h * h;
            change[i] = -rate * h / ((float) Math.sqrt(squares) + epsilon) + squares * 0;
            next[i] = squares;
        }
    }
}
