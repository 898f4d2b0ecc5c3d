package dev.evenkeel.model.update;

import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.SparseTable;

/**
 * The hashed features of a linear model: weights, slots and what is served side by side in one table, and the way of a row's
 * features through a step. They are brought together, changed as a dense parameter would be, and put back. The constant is none of
 * them.
 *
 * <p>An entry: how many steps have touched it (up to 2^24, where it stays), then for each role one number an output. Features that
 * share an entry are one, of the sum of their values. Not thread-safe.
 */
final class LinearEntries {
    private static final int CLOCK = 0;
    /** The clock of an entry that has a weight and no slots, from a file for prediction: its next update is the first. */
    private static final float UNTRAINED = 0.5f;

    final Span span;
    private final SparseTable table;
    private final Formula formula;
    private final Averaging averaging;
    private final int outputs;
    private final int slots;
    private final int served;
    private final Pulls pulls;
    private final Gathered gathered;
    private float[][] pages = new float[0][];
    private int[] offsets = new int[0];
    private float[] clocks = new float[0];
    private float[] gradient = new float[0];

    LinearEntries(int hashBits, int outputs, Formula formula, Pulls pulls, Averaging averaging) {
        this.formula = formula;
        this.pulls = pulls;
        this.averaging = averaging;
        this.outputs = outputs;
        slots = formula.slots().size();
        served = averages() ? 1 + slots : 1 + formula.served();
        table = new SparseTable(hashBits, 1 + outputs * (1 + slots + (averages() ? 1 : 0)));
        span = new Span(0, 0, slots);
        span.decay = pulls.decay();
        gathered = new Gathered(span, outputs, pulls);
    }

    private LinearEntries(LinearEntries from, Formula formula) {
        this.formula = formula;
        pulls = from.pulls;
        averaging = from.averaging;
        outputs = from.outputs;
        slots = from.slots;
        served = from.served;
        table = from.table.copy();
        span = from.span.sibling();
        span.decay = pulls.decay();
        gathered = new Gathered(span, outputs, pulls);
    }

    private boolean averages() {
        return !averaging.equals(Averaging.NONE);
    }

    /** Whether what is served are not the trained weights. */
    boolean servesOthers() {
        return served != 0;
    }

    /** Where the numbers of a role start in an entry: 0 the weights, then the slots, then their average. */
    private int column(int role) {
        return 1 + role * outputs;
    }

    /** Adds the served scores of a row. */
    void score(SparseRow row, double[] sums) {
        score(row, column(served), sums);
    }

    /** Adds the scores by the trained weights. */
    void scoreTrained(SparseRow row, double[] sums) {
        score(row, column(0), sums);
    }

    private void score(SparseRow row, int column, double[] sums) {
        int[] hashes = row.hashes();
        float[] values = row.values();
        for (int f = 0; f < row.count(); f++) {
            float[] page = table.page(hashes[f]);
            if (page != null && hashes[f] != FeatureHasher.CONSTANT) {
                int o = table.offset(hashes[f]) + column;
                for (int k = 0; k < outputs; k++) {
                    sums[k] += (double) values[f] * page[o + k];
                }
            }
        }
    }

    /**
     * Begins a proposal; {@link #finish}, and then {@link #apply} or {@link #release} must follow.
     *
     * @param derivatives of the loss by each score
     * @param noise has begun the step
     */
    void propose(SparseRow row, float[] derivatives, NoiseSource noise) {
        gather(row, derivatives);
        noise.perturb(gradient, length());
        gathered.run(formula);
    }

    /** While a row is under way, an entry's clock holds the negative number of its group: so a second feature finds it. */
    private void gather(SparseRow row, float[] derivatives) {
        reserve(row.count());
        int groups = 0;
        for (int f = 0; f < row.count(); f++) {
            int hash = row.hashes()[f];
            float x = row.values()[f];
            if (hash == FeatureHasher.CONSTANT) {
                continue;
            }
            float[] page = table.touch(hash);
            int o = table.offset(hash);
            if (page[o + CLOCK] < 0) {
                int g = (-1 - (int) page[o + CLOCK]) * outputs;
                for (int k = 0; k < outputs; k++) {
                    gradient[g + k] += x * derivatives[k];
                }
                continue;
            }
            read(page, o, groups);
            for (int k = 0; k < outputs; k++) {
                gradient[groups * outputs + k] = x * derivatives[k];
            }
            page[o + CLOCK] = - ++groups;
        }
        gathered.resize(groups);
        span.gradient = gradient;
    }

    private void reserve(int most) {
        gathered.resize(most);
        if (most > offsets.length) {
            pages = new float[2 * most][];
            offsets = new int[2 * most];
            clocks = new float[2 * most];
            gradient = new float[2 * most * outputs];
        }
    }

    private void read(float[] page, int o, int group) {
        pages[group] = page;
        offsets[group] = o;
        clocks[group] = page[o + CLOCK];
        gathered.clocks[group] = (int) clocks[group] + 1;
        copy(page, o + column(0), span.weights, group * outputs);
        for (int s = 0; s < slots; s++) {
            copy(page, o + column(1 + s), span.slots[s], group * outputs);
        }
    }

    /** Few numbers: faster than the library's copy. */
    private void copy(float[] source, int from, float[] target, int at) {
        for (int k = 0; k < outputs; k++) {
            target[at + k] = source[from + k];
        }
    }

    /** The last part of a proposal, when that of the constant has been begun. */
    void finish(NoiseSource noise) {
        pulls.finish(span, length(), formula);
        noise.diffuse(span.change, length(), noise.present() ? formula.pull(span) : 0);
    }

    /** Adds what the proposal adds to the row's scores by the trained weights. */
    void addChanges(SparseRow row, double[] sums) {
        for (int f = 0; f < row.count(); f++) {
            int hash = row.hashes()[f];
            if (hash != FeatureHasher.CONSTANT) {
                int g = (-1 - (int) table.page(hash)[table.offset(hash) + CLOCK]) * outputs;
                for (int k = 0; k < outputs; k++) {
                    sums[k] += (double) row.values()[f] * span.change[g + k];
                }
            }
        }
    }

    /** Shortens the proposal to a share of itself. */
    void shorten(double share) {
        for (int i = 0; i < length(); i++) {
            span.change[i] *= (float) share;
        }
    }

    /** Elements of the proposal. */
    int length() {
        return gathered.length();
    }

    /** Forgets the proposal. */
    void release() {
        for (int g = 0; g * outputs < length(); g++) {
            pages[g][offsets[g] + CLOCK] = clocks[g];
        }
    }

    /** Makes the proposal count. */
    void apply() {
        gathered.moved(formula);
        for (int g = 0; g * outputs < length(); g++) {
            float[] page = pages[g];
            int o = offsets[g];
            int clock = gathered.clocks[g];
            page[o + CLOCK] = clock;
            for (int k = 0; k < outputs; k++) {
                page[o + column(0) + k] += span.change[g * outputs + k];
            }
            for (int s = 0; s < slots; s++) {
                copy(span.next[s], g * outputs, page, o + column(1 + s));
            }
            if (averages()) {
                average(page, o, averaging.share(clock, 1));
            }
        }
    }

    private void average(float[] page, int o, double share) {
        for (int k = 0; k < outputs; k++) {
            float w = page[o + column(0) + k];
            float before = page[o + column(served) + k];
            page[o + column(served) + k] = share == 1 ? w : before + (float) share * (w - before);
        }
    }

    /** See {@link LinearRule#reanchor}. */
    void reanchor(double keep) {
        for (int index : table.used(CLOCK)) {
            float[] page = table.page(index);
            int o = table.offset(index);
            for (int s = 0; s < slots; s++) {
                for (int k = 0; k < outputs; k++) {
                    int at = o + column(1 + s) + k;
                    page[at] = formula.slots().get(s).kind().reanchored(page[at], page[o + column(0) + k], keep);
                }
            }
        }
    }

    /** The sum of the squared weights. */
    double squares() {
        double squares = 0;
        for (int index : table.used(CLOCK)) {
            for (int k = 0; k < outputs; k++) {
                double w = table.page(index)[table.offset(index) + column(0) + k];
                squares += w * w;
            }
        }
        return squares;
    }

    /** A copy under a formula of the same slots. */
    LinearEntries copy(Formula copied) {
        return new LinearEntries(this, copied);
    }

    void save(String prefix, NamedTensors into) {
        TableTensors tensors = new TableTensors(table, CLOCK, outputs, 1);
        tensors.saveIndex(into);
        tensors.save(into, "weights/linear/value", column(0));
        tensors.saveShared(into, prefix + "/linear/steps", CLOCK);
        for (int s = 0; s < slots; s++) {
            tensors.save(into, prefix + "/linear/" + formula.slots().get(s).name(), column(1 + s));
        }
        if (servesOthers()) {
            tensors.save(into, "weights/average/linear/value", column(served));
        }
    }

    /** A file for prediction lacks the slots: learning goes on from empty ones. */
    void load(String prefix, NamedTensors from) {
        TableTensors tensors = TableTensors.load(from, table, outputs, 1);
        tensors.load(from, "weights/linear/value", column(0));
        if (from.contains(prefix + "/steps")) {
            tensors.loadShared(from, prefix + "/linear/steps", CLOCK);
            for (int s = 0; s < slots; s++) {
                tensors.load(from, prefix + "/linear/" + formula.slots().get(s).name(), column(1 + s));
            }
        } else {
            for (int index : from.ints("weights/linear/index")) {
                table.page(index)[table.offset(index) + CLOCK] = UNTRAINED;
            }
        }
        if (servesOthers()) {
            boolean saved = from.contains("weights/average/linear/value");
            tensors.load(from, saved ? "weights/average/linear/value" : "weights/linear/value", column(served));
        }
    }
}
