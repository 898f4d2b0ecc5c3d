package dev.evenkeel.model.drift;

import java.util.ArrayList;
import java.util.List;

/** ADWIN on a plain list of values, with nothing kept but the sizes of buckets: every mean and variance by definition. */
final class NaiveAdwin {
    private final AdwinHyperparameters settings;
    private final List<Double> values = new ArrayList<>();
    /** Oldest first. */
    private final List<Integer> sizes = new ArrayList<>();

    private int examples;
    double statistic;
    double kept = 1;
    boolean rose;

    NaiveAdwin(AdwinHyperparameters settings) {
        this.settings = settings;
    }

    int width() {
        return values.size();
    }

    boolean add(double value) {
        values.add(value);
        sizes.add(1);
        for (int size = 1; sizes.lastIndexOf(size) - sizes.indexOf(size) == settings.bucketsPerRow(); size *= 2) {
            int first = sizes.indexOf(size);
            sizes.remove(first);
            sizes.set(first, 2 * size);
        }
        if (++examples % settings.every() != 0 || values.size() < 2 * settings.minPart()) {
            return false;
        }
        double[] cut = strongest();
        statistic = cut[0];
        if (statistic <= 1) {
            return false;
        }
        rose = cut[1] > 0;
        int before = values.size();
        while (strongest()[0] > 1) {
            values.subList(0, sizes.remove(0)).clear();
        }
        kept = (double) values.size() / before;
        return true;
    }

    private double[] strongest() {
        int n = values.size();
        double mean = mean(values);
        double variance =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / n;
        double range = settings.range() > 0
                ? settings.range()
                : values.stream().mapToDouble(v -> v).max().getAsDouble()
                        - values.stream().mapToDouble(v -> v).min().getAsDouble();
        double[] strongest = new double[2];
        int n0 = 0;
        for (int size : sizes) {
            n0 += size;
            int n1 = n - n0;
            if (n0 < settings.minPart() || n1 < settings.minPart()) {
                continue;
            }
            double m = 1 / (1.0 / n0 + 1.0 / n1);
            double log = Math.log(2 * Math.log(n) / settings.delta());
            double epsilon = Math.sqrt(2 / m * variance * log) + 2 / (3 * m) * range * log;
            double difference = mean(values.subList(n0, n)) - mean(values.subList(0, n0));
            if (difference != 0 && Math.abs(difference) / epsilon > strongest[0]) {
                strongest[0] = Math.abs(difference) / epsilon;
                strongest[1] = difference;
            }
        }
        return strongest;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).sum() / values.size();
    }
}
