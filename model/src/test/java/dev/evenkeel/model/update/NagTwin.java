package dev.evenkeel.model.update;

import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.LossKind;
import java.util.HashMap;
import java.util.Map;

/**
 * NAG in double and in the papers' own coordinates (weights by unit of the feature), one output. Written from the formulas, not
 * from the implementation; the logistic step is found by bisection. Features must not share an entry of the table.
 */
final class NagTwin {
    /** A feature's weight, largest magnitude, and sum of squared gradients. */
    private static final class Slot {
        double w;
        double s;
        double a;
    }

    private final NagHyperparameters settings;
    private final double l1;
    private final double l2;
    private final LossKind loss;
    private final Map<Integer, Slot> slots = new HashMap<>();
    private double n;
    private double t;
    private double clock;
    private double gravity;
    private double contraction = 1;
    private double min;
    private double max;

    NagTwin(NagHyperparameters settings, double l1, double l2, LossKind loss) {
        this.settings = settings;
        this.l1 = l1;
        this.l2 = l2;
        this.loss = loss;
        n = settings.initialT();
        t = settings.initialT();
        clock = settings.initialT();
    }

    /** Predicts, then learns; gives the prediction. */
    double learn(SparseRow row, double label, double h) {
        double y = loss == LossKind.LOGISTIC || loss == LossKind.HINGE ? (label > 0 ? 1 : -1) : label;
        if (h != 0) {
            min = Math.min(min, y);
            max = Math.max(max, y);
        }
        double p = predict(row);
        clock += h;
        double derivative = derivative(p, y);
        if (h == 0 || derivative == 0) {
            return p;
        }
        double norm = 0;
        double unit = 0;
        for (int f = 0; f < row.count(); f++) {
            double x = row.values()[f];
            Slot slot = slot(row.hashes()[f]);
            slot.a += h * derivative * derivative * x * x;
            grow(slot, Math.abs(x));
            norm += x * x / (slot.s * slot.s);
            unit += x * x * rate(slot);
        }
        n += h * norm;
        t += h;
        double kappa = settings.normalized() ? Math.pow(n / t, exponent() / 2) : 1;
        double eta = settings.learningRate() * h * (settings.adaptive() ? 1 : Math.pow(clock, -settings.powerT()));
        double u = settings.invariant() ? step(p, y, derivative, eta, kappa * unit) : -derivative * eta;
        double length = -u / derivative;
        contraction *= 1 - l2 * length;
        gravity += l1 * length;
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.get(row.hashes()[f]);
            slot.w += kappa * u / contraction * row.values()[f] * rate(slot);
        }
        return p;
    }

    private Slot slot(int hash) {
        Slot slot = slots.get(hash);
        if (slot == null) {
            slot = new Slot();
            slot.w = settings.initialWeight();
            slot.a = settings.initialT();
            slots.put(hash, slot);
        }
        return slot;
    }

    private void grow(Slot slot, double x) {
        if (!settings.normalized()) {
            slot.s = 1;
        } else if (x > slot.s) {
            slot.w *= slot.s > 0 ? Math.pow(x / slot.s, exponent()) : 1;
            slot.s = x;
        }
    }

    private double predict(SparseRow row) {
        double p = 0;
        for (int f = 0; f < row.count(); f++) {
            Slot slot = slots.get(row.hashes()[f]);
            double w = slot == null ? settings.initialWeight() : slot.w;
            p += Math.signum(w) * Math.max(0, Math.abs(w) - gravity) * contraction * row.values()[f];
        }
        return Math.max(low(), Math.min(high(), p));
    }

    /** The least prediction. */
    double low() {
        return loss == LossKind.LOGISTIC || loss == LossKind.POISSON ? -50 : min;
    }

    /** The greatest prediction. */
    double high() {
        return loss == LossKind.LOGISTIC || loss == LossKind.POISSON ? 50 : max;
    }

    private double exponent() {
        return settings.adaptive() ? 2 * (settings.powerT() - 1) : -2;
    }

    private double rate(Slot slot) {
        double adaptive = settings.adaptive() ? Math.pow(slot.a, -settings.powerT()) : 1;
        return adaptive * (settings.normalized() ? Math.pow(slot.s, exponent()) : 1);
    }

    private double derivative(double p, double y) {
        return switch (loss) {
            case SQUARED -> 2 * (p - y);
            case LOGISTIC -> y * p > 16.635 ? 0 : -y / (1 + Math.exp(y * p));
            case HINGE -> y * p >= 1 ? 0 : -y;
            case QUANTILE -> p == y ? 0 : p < y ? -0.5 : 0.5;
            case POISSON -> 2 * (Math.exp(p) - y);
            default -> throw new IllegalArgumentException("no twin: loss=" + loss);
        };
    }

    private double step(double p, double y, double derivative, double rate, double q) {
        double c = rate * q;
        if (c < 1e-6) {
            return -derivative * rate;
        }
        return switch (loss) {
            case SQUARED -> (y - p) * (1 - Math.exp(-2 * c)) / q;
            case LOGISTIC -> y * bisect(y * p, c) / q;
            case HINGE -> y * Math.min(rate, (1 - y * p) / q);
            case QUANTILE -> Math.signum(y - p) * Math.min(rate / 2, Math.abs(y - p) / q);
            case POISSON -> poisson(p, y, c) / q;
            default -> throw new IllegalArgumentException("no twin: loss=" + loss);
        };
    }

    /** Many small explicit steps of dp/dt = 2(y - e^p), each with the midpoint rule. */
    private static double poisson(double p, double y, double c) {
        int steps = 2_000;
        double at = p;
        for (int i = 0; i < steps; i++) {
            double middle = at + (y - Math.exp(at)) * c / steps;
            at += 2 * (y - Math.exp(middle)) * c / steps;
        }
        return at - p;
    }

    /** The root of Δ + e^m·(e^Δ - 1) = c. */
    static double bisect(double m, double c) {
        double low = 0;
        double high = c;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            // e^m·expm1(Δ) in parts where e^(m+Δ) would overflow: then it is larger than any c
            boolean above = m + middle > 700 || middle + Math.exp(m) * Math.expm1(middle) > c;
            low = above ? low : middle;
            high = above ? middle : high;
        }
        return (low + high) / 2;
    }
}
