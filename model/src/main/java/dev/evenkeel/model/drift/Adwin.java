package dev.evenkeel.model.drift;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * ADWIN, adaptive windowing: keeps the longest window that no cut divides into two parts of clearly different means (Bifet, Gavaldà,
 * "Learning from time-changing data with adaptive windowing", SIAM SDM 2007, doi:10.1137/1.9781611972771.42).
 *
 * <p>With n values in the window, of variance σ², and n₀ older and n₁ newer values at a cut:
 *
 * <pre>
 *   m = 1/(1/n₀ + 1/n₁)     L = ln(2·ln(n)/δ)     ε = √(2/m·σ²·L) + 2/(3m)·R·L     cut when |μ₀ − μ₁| &gt; ε
 * </pre>
 *
 * <p>This is the paper's bound with variance (section 4, of ADWIN2, with δ' = δ/ln n), whose values lie in an interval of width
 * R = 1. While some cut is, the oldest bucket goes and all cuts are tested again. {@link #statistic} is the largest |μ₀ − μ₁|/ε over
 * the cuts, so {@link #threshold} is 1. Cuts are tested between buckets of an {@link ExponentialHistogram} only, and only at every
 * so many examples. Sums are formed afresh in each test, so rounding never accumulates.
 *
 * <p><b>Range.</b> The bound is Bernstein's and holds for independent values in a known interval; name its width, and clip to it. Values
 * outside are taken, but then the second term is too small for them: a single huge value can raise an alarm. With
 * {@link AdwinHyperparameters#OBSERVED_RANGE}, R is the spread of the window's values. Then multiplying all values by a number changes
 * no alarm (by a power of two, no bit), and it takes more than 2L/3 outliers, about 6, to raise one. The price: the bound
 * on false alarms holds approximately only, as the window may not have seen the whole range yet, and one outlier lowers the
 * sensitivity to all smaller changes as long as it is in the window. On steady log-normal values (σ = 2), R = 1 raised 43 alarms in
 * 100,000 and the observed range none in a million.
 *
 * <p>In either case ln n is less than the number of cuts tested, as in the paper, so δ bounds the chance of a false alarm in a test
 * by experience, not by proof: Bernstein's inequality is loose, and steady streams stay far below δ alarms a test.
 *
 * <p>Time: amortized O(1) an example and O(M·log n) a test. Memory: O(M·log n), 6 KB for a million examples.
 */
public final class Adwin implements DriftDetector {
    private final AdwinHyperparameters hyperparameters;
    private final Outcome outcome = new Outcome();
    private final Moments older = new Moments();
    private final Moments newer = new Moments();
    /** Scratch: of the values up to and including each bucket, from the oldest bucket on. */
    private double[] olderMeans = new double[0];

    private ExponentialHistogram window;
    private long examples;
    /** The cut behind {@link #strongestCut}'s answer. */
    private boolean cutRises;

    /** A detector that has seen nothing. */
    public Adwin(AdwinHyperparameters hyperparameters) {
        this.hyperparameters = hyperparameters;
        window = new ExponentialHistogram(hyperparameters.bucketsPerRow());
    }

    @Override
    public String name() {
        return "adwin";
    }

    @Override
    public boolean add(double value) {
        window.add(Checks.value(value));
        examples++;
        if (examples % hyperparameters.every() != 0 || window.width() < 2L * hyperparameters.minPart()) {
            return false;
        }
        outcome.statistic = strongestCut();
        if (outcome.statistic <= 1) {
            return false;
        }
        outcome.rose = cutRises;
        long before = window.width();
        do {
            window.dropOldest();
        } while (strongestCut() > 1);
        outcome.kept = (double) window.width() / before;
        return true;
    }

    /** The largest |μ₀ − μ₁|/ε; 0 when there is no cut to test, or no difference. */
    private double strongestCut() {
        int buckets = mergeOldestFirst();
        double variance = older.squares / older.count;
        double range = hyperparameters.range() == AdwinHyperparameters.OBSERVED_RANGE
                ? older.high - older.low
                : hyperparameters.range();
        double logarithm = Math.log(2 * Math.log((double) older.count) / hyperparameters.delta());
        double strongest = 0;
        newer.clear();
        for (int i = 0; i < window.rows(); i++) {
            BucketRow row = window.row(i);
            for (int b = row.held - 1; b >= 0; b--) {
                newer.merge(row.bucket(b));
                long olderCount = older.count - newer.count;
                if (olderCount < hyperparameters.minPart()) {
                    return strongest;
                }
                double difference = newer.mean - olderMeans[--buckets - 1];
                if (newer.count >= hyperparameters.minPart() && difference != 0) {
                    double inverse = 1.0 / olderCount + 1.0 / newer.count;
                    double epsilon =
                            Math.sqrt(2 * inverse * variance * logarithm) + inverse * range * logarithm * (2.0 / 3);
                    double ratio = Math.abs(difference) / epsilon;
                    cutRises = ratio > strongest ? difference > 0 : cutRises;
                    strongest = Math.max(strongest, ratio);
                }
            }
        }
        return strongest;
    }

    /** Leaves the whole window's moments in {@link #older}; returns how many buckets there are. */
    private int mergeOldestFirst() {
        if (olderMeans.length < window.capacity()) {
            olderMeans = new double[window.capacity()];
        }
        older.clear();
        int buckets = 0;
        for (int i = window.rows() - 1; i >= 0; i--) {
            BucketRow row = window.row(i);
            for (int b = 0; b < row.held; b++) {
                older.merge(row.bucket(b));
                olderMeans[buckets++] = older.mean;
            }
        }
        return buckets;
    }

    @Override
    public double statistic() {
        return outcome.statistic;
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public boolean rose() {
        return outcome.rose;
    }

    /** After an alarm, the window's width after it over the width before it. */
    @Override
    public double kept() {
        return outcome.kept;
    }

    @Override
    public long width() {
        return window.width();
    }

    @Override
    public void save(String prefix, NamedTensors into) {
        into.put(prefix + "/examples", new long[] {examples}, 1);
        window.save(prefix, into);
        outcome.save(prefix, into);
    }

    @Override
    public void load(String prefix, NamedTensors from) {
        long saved = from.longs(prefix + "/examples", 1)[0];
        ExponentialHistogram loaded = ExponentialHistogram.loaded(hyperparameters.bucketsPerRow(), prefix, from);
        Checks.saved(saved >= loaded.width(), prefix + "/examples");
        outcome.set(Outcome.loaded(prefix, from));
        window = loaded;
        examples = saved;
    }

    @Override
    public Adwin copy() {
        Adwin copy = new Adwin(hyperparameters);
        copy.outcome.set(outcome);
        copy.window = window.copy();
        copy.examples = examples;
        return copy;
    }
}
