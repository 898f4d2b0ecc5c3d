package dev.evenkeel.model.evaluation;

/** Accuracy, kappa and F1 from weighted counts of (actual, predicted) classes. */
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
            return f1(1);
        }
        double sum = 0;
        int occurred = 0;
        for (int k = 0; k < classes; k++) {
            if (actual[k] > 0) {
                sum += f1(k);
                occurred++;
            }
        }
        return sum / occurred;
    }

    /** The largest number of rows of one class, over all rows. */
    double majority() {
        double most = 0;
        for (int k = 0; k < classes; k++) {
            most = Math.max(most, actual[k]);
        }
        return most / total();
    }

    /** The commonest class so far; the lowest among equals. */
    int commonest() {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = actual[k] > actual[best] ? k : best;
        }
        return best;
    }

    private double f1(int k) {
        double both = actual[k] + predicted(k);
        return both == 0 ? Double.NaN : 2 * counts[k * classes + k] / both;
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
