package dev.evenkeel.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/** What can be said of weighted counts of (actual, predicted) classes. */
final class Confusion {
    final int classes;
    final double[] counts;
    /** Weight of each actual class: the row sums of {@link #counts} but for rounding, since every row asks for the commonest. */
    final double[] actual;

    Confusion(int classes) {
        this.classes = classes;
        counts = new double[classes * classes];
        actual = new double[classes];
    }

    void add(int actualClass, int predictedClass, double weight) {
        counts[actualClass * classes + predictedClass] += weight;
        actual[actualClass] += weight;
    }

    double accuracy() {
        double right = 0;
        for (int k = 0; k < classes; k++) {
            right += counts[k * classes + k];
        }
        return right / total();
    }

    /** (p_o - p_e)/(1 - p_e); NaN when chance agreement is certain. */
    double kappa() {
        double total = total();
        double chance = 0;
        for (int k = 0; k < classes; k++) {
            chance += actual[k] / total * predicted(k) / total;
        }
        return chance == 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
    }

    /** Of class 1 when there are two, else the mean over the classes that occurred. */
    double f1() {
        if (classes == 2) {
            return of(1, 1).f1();
        }
        double sum = 0;
        int occurred = 0;
        for (int k = 0; k < classes; k++) {
            if (actual[k] > 0) {
                sum += of(k, 1).f1();
                occurred++;
            }
        }
        return sum / occurred;
    }

    /** Class by class; supports are multiplied by {@code unit}. */
    List<ClassEstimates> byClass(double unit) {
        List<ClassEstimates> all = new ArrayList<>(classes);
        for (int k = 0; k < classes; k++) {
            all.add(of(k, unit));
        }
        return all;
    }

    private ClassEstimates of(int k, double unit) {
        double hits = counts[k * classes + k];
        double predicted = predicted(k);
        return new ClassEstimates(
                hits / predicted, hits / actual[k], 2 * hits / (actual[k] + predicted), actual[k] * unit);
    }

    /** The share of the commonest class. */
    double majority() {
        return actual[commonest()] / total();
    }

    /** The commonest class so far; the lowest among equals. */
    int commonest() {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = actual[k] > actual[best] ? k : best;
        }
        return best;
    }

    /** Σ -f·ln f over the classes' shares f. */
    double entropy() {
        double total = total();
        double sum = 0;
        for (double weight : actual) {
            sum -= weight == 0 ? 0 : weight / total * Math.log(weight / total);
        }
        return total == 0 ? Double.NaN : sum;
    }

    /** 1 - Σf² over the classes' shares f: twice f(1-f) for two. */
    double impurity() {
        double total = total();
        double sum = 0;
        for (double weight : actual) {
            sum += weight / total * (1 - weight / total);
        }
        return sum;
    }

    private double predicted(int k) {
        double sum = 0;
        for (int a = 0; a < classes; a++) {
            sum += counts[a * classes + k];
        }
        return sum;
    }

    private double total() {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
