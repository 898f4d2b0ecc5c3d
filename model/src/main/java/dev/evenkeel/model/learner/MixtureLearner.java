package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.drift.Adwin;
import dev.evenkeel.model.drift.AdwinHyperparameters;
import dev.evenkeel.model.drift.DriftDetector;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.plasticity.HiddenReport;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.stability.UnitChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several learners that see the same rows, each in its own way, and whose predictions are averaged with the weights that
 * {@link FixedShare} gives them for the predictions they have made so far: rates, rules and families of models need not be chosen,
 * since those that fit the stream, or the part of it that is passing, soon have the weight.
 *
 * <p>The mixture's own loss is watched by {@link Adwin}. When it has risen, members are re-anchored: what paces their steps counts
 * by the share of the past that ADWIN still finds true, and their standing is levelled by the same share.
 *
 * <p>A row that some members refuse is learned by the others; one that all refuse is refused. Not thread-safe.
 */
final class MixtureLearner implements Learner {
    private static final String WEIGHTS = "weights/mixture";
    private static final String SCALE = "normalizer/mixture";
    /** Steps that members make in one go. */
    private static final int RUN = 32;

    private static final String DRIFT = "slots/drift";
    private static final String PENDING = "slots/mixture/pending";
    private static final String VERSION = "counters/version";

    private final LearnerSpec spec;
    private final List<Member> members;
    private final FixedShare shares;
    private final Blend blend;
    private final DriftDetector detector;
    private final Predictions[] predictions;
    private final Refusals refusals = new Refusals();
    private final double[] charges;
    private final int microBatch;
    private final int[] refusing;
    private final String[] reasons;
    /** The share of the past that counts when the run ends; 1 unless there was an alarm. */
    private double pending = 1;

    private long version;

    /**
     * A mixture of learners that have seen nothing.
     *
     * @param spec what the mixture was made from
     * @param members at least one, in the order that counts for reproducing
     */
    MixtureLearner(LearnerSpec spec, List<Member> members) {
        this(spec, members, new Adwin(AdwinHyperparameters.DEFAULT));
    }

    /** A mixture whose loss is watched by another detector. */
    MixtureLearner(LearnerSpec spec, List<Member> members, DriftDetector detector) {
        this(
                spec,
                members,
                new FixedShare(members.size()),
                new Blend(spec.loss(), spec.schema().outputs()),
                detector);
    }

    private MixtureLearner(
            LearnerSpec spec, List<Member> members, FixedShare shares, Blend blend, DriftDetector detector) {
        this.spec = spec;
        this.members = List.copyOf(members);
        this.shares = shares;
        this.blend = blend;
        this.detector = detector;
        microBatch =
                members.stream().mapToInt(m -> m.learner().microBatch()).max().orElse(1);
        refusing = new int[RUN * microBatch];
        reasons = new String[refusing.length];
        predictions = new Predictions[members.size()];
        charges = new double[members.size()];
        for (int m = 0; m < predictions.length; m++) {
            predictions[m] = new Predictions(spec.schema().outputs());
        }
    }

    @Override
    public LearnerSpec spec() {
        return spec;
    }

    @Override
    public int microBatch() {
        return microBatch;
    }

    @Override
    public void predict(MiniBatch batch, int from, int to, Predictions into) {
        into.resize(to - from);
        for (int m = 0; m < predictions.length; m++) {
            members.get(m).learner().predict(batch, from, to, predictions[m]);
        }
        for (int r = 0; r < to - from; r++) {
            blend.average(shares, predictions, r, into, r);
        }
    }

    /**
     * Runs of micro-batches are learned by the members one after the other, each row tested before it is trained; then the rows
     * are mixed in order. Runs end at fixed numbers of steps, whatever range comes in at once, and re-anchoring waits for that.
     */
    @Override
    public void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refused) {
        into.resize(to - from);
        for (int r = from; r < to; ) {
            int steps = RUN - (int) (version % RUN);
            int end = (int) Math.min(to, r + (long) steps * microBatch);
            learn(batch, r, end, into, r - from, refused);
            version += (end - r + microBatch - 1) / microBatch;
            r = end;
            if (version % RUN == 0 && pending < 1) {
                reanchor(pending);
                pending = 1;
            }
        }
    }

    private void learn(MiniBatch batch, int from, int to, Predictions into, int at, Refusals refused) {
        Arrays.fill(refusing, 0, to - from, 0);
        for (int m = 0; m < predictions.length; m++) {
            refusals.clear();
            members.get(m).learner().learn(batch, from, to, predictions[m], refusals);
            for (Refusals.Refusal refusal : refusals.list()) {
                refusing[refusal.row() - from]++;
                reasons[refusal.row() - from] = refusal.reason();
            }
        }
        for (int r = 0; r < to - from; r++) {
            blend.average(shares, predictions, r, into, at + r);
            if (refusing[r] == predictions.length) {
                refused.add(from + r, reasons[r]);
            } else if (batch.weights()[from + r] > 0) {
                judge(batch.labels()[from + r], batch.weights()[from + r], r, into, at + r);
            }
        }
    }

    /** Charges the members for a row, and watches the mixture's own loss. */
    private void judge(float label, float weight, int row, Predictions into, int at) {
        double loss = blend.loss(into, at, label);
        blend.charge(predictions, row, label, charges);
        shares.add(charges, weight);
        if (Math.abs(loss) <= DriftDetector.LIMIT && detector.add(loss) && detector.rose()) {
            pending *= detector.kept();
        }
    }

    @Override
    public void reanchor(double keep) {
        shares.level(keep);
        members.forEach(member -> member.learner().reanchor(keep));
    }

    @Override
    public void raise(double factor, long examples) {
        members.forEach(member -> member.learner().raise(factor, examples));
    }

    @Override
    public void forgetInputs(double keep) {
        members.forEach(member -> member.learner().forgetInputs(keep));
    }

    @Override
    public void recycle() {
        members.forEach(member -> member.learner().recycle());
    }

    @Override
    public List<HiddenReport> hiddenLayers() {
        return members.stream()
                .flatMap(member -> member.learner().hiddenLayers().stream().map(layer -> layer.within(member.name())))
                .toList();
    }

    /** Those of the first member that standardizes: all see the same rows. */
    @Override
    public List<ColumnRange> inputRanges() {
        return members.stream()
                .map(member -> member.learner().inputRanges())
                .filter(ranges -> !ranges.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    @Override
    public void rescale(int column, UnitChange change) {
        members.forEach(member -> member.learner().rescale(column, change));
    }

    @Override
    public void observe(StepObserver by) {
        members.forEach(member -> member.learner().observe(by.within(member.name())));
    }

    @Override
    public void count(GuardCounts into) {
        members.forEach(member -> member.learner().count(into));
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public List<LayerReport> layers() {
        List<LayerReport> layers = new ArrayList<>();
        for (Member member : members) {
            for (LayerReport layer : member.learner().layers()) {
                layers.add(layer.within(member.name()));
            }
        }
        return layers;
    }

    @Override
    public long parameterCount() {
        return members.stream().mapToLong(m -> m.learner().parameterCount()).sum();
    }

    @Override
    public MixtureLearner copy() {
        MixtureLearner copy = new MixtureLearner(
                spec, members.stream().map(Member::copy).toList(), shares.copy(), blend.copy(), detector.copy());
        copy.version = version;
        copy.pending = pending;
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        into.put(WEIGHTS, shares.toArray(), predictions.length);
        into.put(SCALE, blend.toArray(), 2);
        into.put(VERSION, new long[] {version}, 1);
        into.put(PENDING, new double[] {pending}, 1);
        detector.save(DRIFT, into);
        members.forEach(member -> member.save(into));
    }

    @Override
    public void load(NamedTensors from) {
        shares.set(from.doubles(WEIGHTS, predictions.length));
        blend.set(from.doubles(SCALE, 2));
        members.forEach(member -> member.load(from));
        if (from.onlyForPrediction()) {
            return;
        }
        version = from.longs(VERSION, 1)[0];
        pending = from.doubles(PENDING, 1)[0];
        detector.load(DRIFT, from);
    }
}
