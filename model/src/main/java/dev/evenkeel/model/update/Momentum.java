package dev.evenkeel.model.update;

/**
 * A heavy ball (Polyak 1964): v = μv + g, θ −= ηv; or Nesterov's look-ahead in the form of Sutskever et al. (ICML 2013, equations 3
 * and 4, rewritten for the weights at which the gradient is taken): θ −= η(g + μv).
 *
 * <p>An update by the mean gradient g of n examples does what n updates by g would have done. With S = v₁ + ... + vₙ:
 *
 * <pre>
 *   vₙ = μⁿv + (1 − μⁿ)/(1 − μ)·g      S = a·v + b·g      a = μ(1 − μⁿ)/(1 − μ)      b = (n − a)/(1 − μ)
 *   heavy ball: θ −= ηS                Nesterov: θ −= η(n·g + μS)
 * </pre>
 */
final class Momentum extends Formula {
    private final double rate;
    private final double pull;
    private final double decayRate;
    private final float keep;
    private final float take;
    private final double old;
    private final double fresh;

    private Momentum(double learningRate, double momentum, boolean ahead, Conversion conversion) {
        super(Slot.mean("v"));
        int n = conversion.examples();
        double kept = Math.pow(momentum, n);
        double a = momentum * (1 - kept) / (1 - momentum);
        double b = (n - a) / (1 - momentum);
        rate = learningRate;
        decayRate = learningRate * n;
        pull = decayRate / (1 - momentum);
        keep = (float) kept;
        take = (float) ((1 - kept) / (1 - momentum));
        old = ahead ? momentum * a : a;
        fresh = ahead ? n + momentum * b : b;
    }

    static Momentum heavyBall(MomentumHyperparameters settings, Conversion conversion) {
        return new Momentum(settings.learningRate(), settings.momentum(), false, conversion);
    }

    static Momentum nesterov(NesterovHyperparameters settings, Conversion conversion) {
        return new Momentum(settings.learningRate(), settings.momentum(), true, conversion);
    }

    /** What a gradient that stays moves weights by: ηn/(1 − μ). */
    @Override
    double pull(Span span) {
        return pull * factor;
    }

    /** ηn, as Loshchilov and Hutter (arXiv 1711.05101, algorithm 1) have it. */
    @Override
    double decayRate(Span span) {
        return decayRate * factor;
    }

    @Override
    void step(Span span) {
        float old = (float) (rate * factor * this.old);
        float fresh = (float) (rate * factor * this.fresh);
        float keep = this.keep;
        float take = this.take;
        float[] g = span.gradient;
        float[] v = span.slots[0];
        float[] change = span.change;
        float[] next = span.next[0];
        for (int i = span.from; i < span.to; i++) {
            float velocity = keep * v[i] + take * g[i];
            change[i] = -(old * v[i] + fresh * g[i]) + velocity * 0;
            next[i] = velocity;
        }
    }
}
