package dev.evenkeel.model.evaluation;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Every metric straight from its definition over a list of rows. */
final class BruteForce {
    /**
     * One scored row.
     *
     * @param scores one, or one a class
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(float[] scores, float label, double weight) {
        int predicted() {
            if (scores.length == 1) {
                return scores[0] > 0 ? 1 : 0;
            }
            int best = 0;
            for (int k = 1; k < scores.length; k++) {
                best = scores[k] > scores[best] ? k : best;
            }
            return best;
        }

        double error() {
            return (double) scores[0] - label;
        }

        /** Binary: of a no and a yes; multiclass: of each class. */
        double[] probabilities() {
            if (scores.length == 1) {
                double yes = 1 / (1 + Math.exp(-scores[0]));
                return new double[] {1 - yes, yes};
            }
            double[] shares = new double[scores.length];
            double sum = 0;
            for (float score : scores) {
                sum += Math.exp(score);
            }
            for (int k = 0; k < shares.length; k++) {
                shares[k] = Math.exp(scores[k]) / sum;
            }
            return shares;
        }

        double squaredDistance() {
            double sum = 0;
            for (int k = 0; k < probabilities().length; k++) {
                sum += Math.pow(probabilities()[k] - (k == (int) label ? 1 : 0), 2);
            }
            return scores.length == 1 ? sum / 2 : sum;
        }

        double confidence() {
            return scores.length == 1 ? probabilities()[1] : probabilities()[predicted()];
        }

        boolean hit() {
            return scores.length == 1 ? label > 0 : predicted() == (int) label;
        }

        Row times(double factor) {
            return new Row(scores, label, weight * factor);
        }
    }

    private final List<Row> rows;
    private final int classes;

    BruteForce(List<Row> rows, int classes) {
        this.rows = rows;
        this.classes = classes;
    }

    double mean(ToDoubleFunction<Row> value) {
        return sum(value) / sum(r -> 1);
    }

    private double sum(ToDoubleFunction<Row> value) {
        return rows.stream()
                .mapToDouble(r -> r.weight() == 0 ? 0 : r.weight() * value.applyAsDouble(r))
                .sum();
    }

    double accuracy() {
        return mean(r -> r.predicted() == (int) r.label() ? 1 : 0);
    }

    double auc() {
        double pairs = 0;
        double right = 0;
        for (Row positive : rows) {
            for (Row negative : rows) {
                if (positive.label() > 0 && negative.label() <= 0) {
                    double weight = positive.weight() * negative.weight();
                    int order = Float.compare(positive.scores()[0] + 0f, negative.scores()[0] + 0f);
                    pairs += weight;
                    right += weight * (order > 0 ? 1 : order == 0 ? 0.5 : 0);
                }
            }
        }
        return pairs == 0 ? Double.NaN : right / pairs;
    }

    /** The share of (positive, negative) pairs whose scores a bin does not tell apart. */
    double pairsInOneBin() {
        double pairs = 0;
        double same = 0;
        for (Row positive : rows) {
            for (Row negative : rows) {
                if (positive.label() > 0 && negative.label() <= 0) {
                    double weight = positive.weight() * negative.weight();
                    pairs += weight;
                    same += bin(positive) == bin(negative) ? weight : 0;
                }
            }
        }
        return same / pairs;
    }

    private static double bin(Row row) {
        return Math.max(-2048, Math.min(2047, Math.floor(row.scores()[0] * 128.0)));
    }

    double brier() {
        return mean(Row::squaredDistance);
    }

    double calibrationError() {
        double off = 0;
        for (int b = 0; b < 15; b++) {
            double low = b / 15.0;
            double high = b == 14 ? 2 : (b + 1) / 15.0;
            off += Math.abs(
                    sum(r -> low <= r.confidence() && r.confidence() < high ? r.confidence() - (r.hit() ? 1 : 0) : 0));
        }
        return off / sum(r -> 1);
    }

    /** Log loss of the shares of the classes, for each row. */
    double constantLogLoss() {
        return mean(r -> -Math.log(share((int) r.label())));
    }

    double constantBrier() {
        double brier = mean(r -> {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.pow(share(k) - (k == (int) r.label() ? 1 : 0), 2);
            }
            return sum;
        });
        return classes == 2 ? brier / 2 : brier;
    }

    private double share(int k) {
        return mean(r -> (int) r.label() == k ? 1 : 0);
    }

    ClassEstimates ofClass(int k) {
        double hit = sum(r -> (int) r.label() == k && r.predicted() == k ? 1 : 0);
        double support = sum(r -> (int) r.label() == k ? 1 : 0);
        return new ClassEstimates(hit / sum(r -> r.predicted() == k ? 1 : 0), hit / support, f1(k), support);
    }

    double kappa() {
        double agreed = accuracy();
        double chance = 0;
        for (int k = 0; k < classes; k++) {
            int c = k;
            chance += mean(r -> (int) r.label() == c ? 1 : 0) * mean(r -> r.predicted() == c ? 1 : 0);
        }
        return chance == 1 ? Double.NaN : (agreed - chance) / (1 - chance);
    }

    double f1() {
        if (classes == 2) {
            return f1(1);
        }
        double sum = 0;
        int occurred = 0;
        for (int k = 0; k < classes; k++) {
            int c = k;
            if (sum(r -> (int) r.label() == c ? 1 : 0) > 0) {
                sum += f1(k);
                occurred++;
            }
        }
        return sum / occurred;
    }

    private double f1(int k) {
        double hit = sum(r -> (int) r.label() == k && r.predicted() == k ? 1 : 0);
        double precision = hit / sum(r -> r.predicted() == k ? 1 : 0);
        double recall = hit / sum(r -> (int) r.label() == k ? 1 : 0);
        if (hit == 0) {
            boolean never = sum(r -> (int) r.label() == k || r.predicted() == k ? 1 : 0) == 0;
            return never ? Double.NaN : 0;
        }
        return 2 * precision * recall / (precision + recall);
    }

    double rmse() {
        return Math.sqrt(mean(r -> r.error() * r.error()));
    }

    double mae() {
        return mean(r -> Math.abs(r.error()));
    }

    double r2() {
        double mean = mean(Row::label);
        double spread = sum(r -> (r.label() - mean) * (r.label() - mean));
        return spread > 0 ? 1 - sum(r -> r.error() * r.error()) / spread : Double.NaN;
    }

    /** The largest share of one class. */
    double majority() {
        double most = 0;
        for (int k = 0; k < classes; k++) {
            int c = k;
            most = Math.max(most, mean(r -> (int) r.label() == c ? 1 : 0));
        }
        return rows.isEmpty() ? Double.NaN : most;
    }

    /** Accuracy of the class that was commonest before each row; the lowest among equals. */
    double naiveAccuracy() {
        double[] seen = new double[classes];
        double right = 0;
        for (Row row : rows) {
            int commonest = 0;
            for (int k = 1; k < classes; k++) {
                commonest = seen[k] > seen[commonest] ? k : commonest;
            }
            right += commonest == (int) row.label() ? row.weight() : 0;
            seen[(int) row.label()] += row.weight();
        }
        return right / sum(r -> 1);
    }

    /** RMSE of the mean of the labels before each row; the first row that counts guesses itself. */
    double naiveRmse() {
        return Math.sqrt(naiveError(error -> error * error));
    }

    double naiveMae() {
        return naiveError(Math::abs);
    }

    private double naiveError(DoubleUnaryOperator of) {
        double errors = 0;
        double weight = 0;
        double labels = 0;
        for (Row row : rows) {
            double guess = weight == 0 ? row.label() : labels / weight;
            errors += row.weight() * of.applyAsDouble(row.label() - guess);
            weight += row.weight();
            labels += row.weight() * row.label();
        }
        return errors / weight;
    }

    /** Regression: the mean absolute error of repeating the last label; the first guess is right. */
    double noChangeMae() {
        double sum = 0;
        for (int i = 1; i < rows.size(); i++) {
            sum += rows.get(i).weight()
                    * Math.abs((double) rows.get(i).label() - rows.get(i - 1).label());
        }
        return sum / sum(r -> 1);
    }

    /** Repeating the last label: its accuracy (the first guess is class 0), or its RMSE (the first guess is right). */
    double noChange(boolean regression) {
        double sum = 0;
        float last = regression && !rows.isEmpty() ? rows.get(0).label() : 0;
        for (Row row : rows) {
            double error = (double) row.label() - last;
            sum += row.weight() * (regression ? error * error : error == 0 ? 1 : 0);
            last = row.label();
        }
        double mean = sum / sum(r -> 1);
        return regression ? Math.sqrt(mean) : mean;
    }
}
