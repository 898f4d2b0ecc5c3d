package dev.evenkeel.model.drift;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * KSWIN, Kolmogorov-Smirnov windowing (Raab, Heusinger, Schleif, "Reactive soft prototype computing for concept drift streams",
 * Neurocomputing 2020, doi:10.1016/j.neucom.2019.11.111, arXiv 2007.05432): of the last n values, are the newest r distributed as r
 * drawn from the others?
 *
 * <pre>
 *   D = sup |F_older − F_newer|     alarm when D &gt; √(−ln(α)/r)
 * </pre>
 *
 * <p>It sees changes of any kind, of spread as much as of mean, but short ones only: a change slower than n is invisible to it. It is
 * unchanged by any increasing transformation of the values, and outliers are harmless. {@link #rose} is the sign of the largest
 * difference. The r older values are drawn afresh for each test, without replacement. An alarm leaves the newest r values, so
 * {@link #kept} is r/n.
 *
 * <p>The chance of a false alarm in one test of independent values is at most 2α, asymptotically (Smirnov); in a stream tests overlap,
 * and alarms add up to much less than 2α a test, yet to many over a long stream. Time: O(n + r·log r) a test. Memory: O(n).
 */
public final class Kswin implements DriftDetector {
    private final KswinHyperparameters hyperparameters;
    private final Outcome outcome = new Outcome();
    private final double[] ring;
    private final double[] older;
    private final double[] newer;
    private RandomStream random;
    private long examples;
    /** Where the next value goes. */
    private int next;

    private int held;

    /**
     * A detector that has seen nothing.
     *
     * @param random where its draws begin; it is not advanced
     */
    public Kswin(KswinHyperparameters hyperparameters, RandomStream random) {
        this.hyperparameters = hyperparameters;
        this.random = new RandomStream(random.key(), random.counter());
        ring = new double[hyperparameters.window()];
        older = new double[hyperparameters.sample()];
        newer = new double[hyperparameters.sample()];
    }

    @Override
    public String name() {
        return "kswin";
    }

    @Override
    public boolean add(double value) {
        ring[next] = Checks.value(value);
        next = (next + 1) % ring.length;
        held = Math.min(held + 1, ring.length);
        examples++;
        if (held < ring.length || examples % hyperparameters.every() != 0) {
            return false;
        }
        drawOlder();
        for (int i = 0; i < newer.length; i++) {
            newer[i] = byAge(ring.length - newer.length + i);
        }
        Arrays.sort(older);
        Arrays.sort(newer);
        double distance = KolmogorovSmirnov.signedDistance(older, newer);
        outcome.statistic = Math.abs(distance);
        if (outcome.statistic <= threshold()) {
            return false;
        }
        outcome.rose = distance > 0;
        outcome.kept = (double) newer.length / held;
        held = newer.length;
        return true;
    }

    /** Selection sampling (Knuth, The art of computer programming, 3.4.2, algorithm S): every subset is as likely. */
    private void drawOlder() {
        int drawn = 0;
        for (int left = ring.length - newer.length; drawn < older.length; left--) {
            if (random.nextInt(left) < older.length - drawn) {
                older[drawn++] = byAge(ring.length - newer.length - left);
            }
        }
    }

    /** The {@code i}-th oldest of the values held. */
    private double byAge(int i) {
        return ring[(next - held + i + ring.length) % ring.length];
    }

    /** D, in [0, 1]. */
    @Override
    public double statistic() {
        return outcome.statistic;
    }

    @Override
    public double threshold() {
        return Math.sqrt(-Math.log(hyperparameters.alpha()) / hyperparameters.sample());
    }

    @Override
    public boolean rose() {
        return outcome.rose;
    }

    @Override
    public double kept() {
        return outcome.kept;
    }

    @Override
    public long width() {
        return held;
    }

    @Override
    public void save(String prefix, NamedTensors into) {
        double[] values = new double[held];
        for (int i = 0; i < held; i++) {
            values[i] = byAge(i);
        }
        into.put(prefix + "/examples", new long[] {examples}, 1);
        into.put(prefix + "/values", values, held);
        into.put(prefix + "/random", new long[] {random.key(), random.counter()}, 2);
        outcome.save(prefix, into);
    }

    @Override
    public void load(String prefix, NamedTensors from) {
        long saved = from.longs(prefix + "/examples", 1)[0];
        double[] values = from.doubles(prefix + "/values");
        long[] drawn = from.longs(prefix + "/random", 2);
        Checks.saved(values.length <= Math.min(ring.length, saved), prefix + "/values");
        for (double value : values) {
            Checks.value(value);
        }
        outcome.set(Outcome.loaded(prefix, from));
        System.arraycopy(values, 0, ring, 0, values.length);
        held = values.length;
        next = held % ring.length;
        examples = saved;
        random = new RandomStream(drawn[0], drawn[1]);
    }

    @Override
    public Kswin copy() {
        Kswin copy = new Kswin(hyperparameters, random);
        copy.outcome.set(outcome);
        System.arraycopy(ring, 0, copy.ring, 0, ring.length);
        copy.examples = examples;
        copy.next = next;
        copy.held = held;
        return copy;
    }
}
