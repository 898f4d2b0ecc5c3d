package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.InputGuard;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.stability.UnitChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A learner behind an {@link InputGuard}: it sees no row that cannot be meant. A quarantined row is scored as if what is wrong with
 * it were missing, and refused alone: the rest of its micro-batch is learned.
 *
 * <p>When a column's unit has changed, the learner takes notice before the micro-batch of the row that showed it. Not thread-safe.
 */
final class GuardedLearner implements Learner {
    /** The row that shows it comes with its micro-batch. */
    private record Change(int row, int column, UnitChange unit) {}

    private static final Comparator<Change> BY_ROW = Comparator.comparingInt(Change::row);

    private final Learner learner;
    private final InputGuard guard;
    private final Predictions slice;
    private final Refusals inner = new Refusals();
    private final BitSet quarantined = new BitSet();
    private final List<Change> changes = new ArrayList<>();
    private final InputGuard.Listener listener = new InputGuard.Listener() {
        @Override
        public void changed(int row, int column, UnitChange unit) {
            changes.add(new Change(row, column, unit));
            observer.unitChanged(column, unit.ratio());
        }

        @Override
        public void outOfRange(int column, boolean quarantined) {
            observer.outOfRange(column, quarantined);
        }
    };
    private StepObserver observer = StepObserver.NONE;

    /** A guard that has seen nothing, before a learner. */
    GuardedLearner(Learner learner) {
        this(
                learner,
                new InputGuard(
                        learner.spec().schema(),
                        learner.spec().loss(),
                        learner.spec().stability(),
                        learner.microBatch()));
    }

    private GuardedLearner(Learner learner, InputGuard guard) {
        this.learner = learner;
        this.guard = guard;
        slice = new Predictions(spec().schema().outputs());
    }

    @Override
    public LearnerSpec spec() {
        return learner.spec();
    }

    @Override
    public int microBatch() {
        return learner.microBatch();
    }

    @Override
    public void predict(MiniBatch batch, int from, int to, Predictions into) {
        guard.begin(batch);
        guard.inspect(from, to);
        learner.predict(guard.batch(), from, to, into);
    }

    @Override
    public void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refusals) {
        into.resize(to - from);
        guard.begin(batch);
        guard.learn(from, to, listener);
        quarantined.clear();
        for (int row = from; row < to; row++) {
            if (!guard.reason(row).isEmpty()) {
                refusals.quarantine(row, guard.reason(row));
                quarantined.set(row);
            }
        }
        int next = from;
        changes.sort(BY_ROW);
        for (Change change : changes) {
            int before = from + (change.row - from) / microBatch() * microBatch();
            learn(next, before, into, from, refusals);
            next = before;
            learner.rescale(change.column, change.unit);
        }
        changes.clear();
        learn(next, to, into, from, refusals);
    }

    /** Rows {@code [from, to)}, whose first is row {@code from - origin} of the predictions. */
    private void learn(int from, int to, Predictions into, int origin, Refusals refusals) {
        if (from == to) {
            return;
        }
        inner.clear();
        learner.learn(guard.batch(), from, to, slice, inner);
        System.arraycopy(
                slice.scores(), 0, into.scores(), (from - origin) * into.outputs(), (to - from) * into.outputs());
        for (Refusals.Refusal refusal : inner.list()) {
            if (!quarantined.get(refusal.row())) {
                refusals.add(refusal.row(), refusal.reason());
            }
        }
    }

    @Override
    public void reanchor(double keep) {
        learner.reanchor(keep);
    }

    @Override
    public void raise(double factor, long examples) {
        learner.raise(factor, examples);
    }

    @Override
    public void forgetInputs(double keep) {
        learner.forgetInputs(keep);
    }

    @Override
    public void recycle() {
        learner.recycle();
    }

    @Override
    public List<HiddenReport> hiddenLayers() {
        return learner.hiddenLayers();
    }

    @Override
    public List<ColumnRange> inputRanges() {
        return learner.inputRanges();
    }

    @Override
    public void rescale(int column, UnitChange change) {
        learner.rescale(column, change);
    }

    @Override
    public void observe(StepObserver by) {
        observer = by;
        learner.observe(by);
    }

    @Override
    public void count(GuardCounts into) {
        guard.count(into);
        learner.count(into);
    }

    @Override
    public long version() {
        return learner.version();
    }

    @Override
    public List<LayerReport> layers() {
        return learner.layers();
    }

    @Override
    public long parameterCount() {
        return learner.parameterCount();
    }

    @Override
    public GuardedLearner copy() {
        return new GuardedLearner(learner.copy(), guard.copy());
    }

    @Override
    public void save(NamedTensors into) {
        learner.save(into);
        guard.save(into);
    }

    @Override
    public void load(NamedTensors from) {
        learner.load(from);
        guard.load(from);
    }
}
