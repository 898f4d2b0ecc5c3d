package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.LinearGovernor;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.stability.UnitChange;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.LinearRule;
import dev.evenkeel.model.update.LinearRules;
import java.util.List;

/**
 * A linear model over hashed features, one step an example. Missing numbers are left out, a constant is added. Numbers are taken
 * as they are, since the rules are scale-invariant, unless the specification standardizes or projects them; that learns with the
 * accepted rows. So do the moments of standardized labels, in whose units the rule then works.
 *
 * <p>Scores are clamped as Vowpal Wabbit does: to ±50 (logistic, softmax; Poisson too, unless a label was larger), or to the range
 * of 0 and the labels seen so far, while learning this example's included (squared, Huber, quantile; hinge with labels ±1).
 */
final class LinearLearner implements Learner {
    private static final String LAYER = "linear";
    private static final float MAX_SCORE = 50;

    private final LearnerSpec spec;
    private final int outputs;
    private final LossKind loss;
    private final SparseRow row;
    private final LinearRule rule;
    /** Prepares rows; null where they are taken as they are. */
    private final InputStage stage;

    private final Matrix prepared;
    /** Units of labels; null where they are taken as they are. */
    private final LabelScale labels;

    private final LinearGovernor governor;

    private final float[] target = new float[1];
    private final float[] output = new float[1];
    private float minLabel;
    private float maxLabel;
    private StepObserver observer = StepObserver.NONE;
    private ScoreProbe probe;
    private long version;

    LinearLearner(LearnerSpec spec) {
        this(
                spec,
                LinearRules.create(
                        spec.rule(),
                        spec.options(),
                        spec.loss(),
                        spec.schema().outputs(),
                        spec.schema().hashBits()),
                spec.input().leavesNumbers() ? null : InputStage.of(spec),
                scalesLabels(spec)
                        ? new LabelScale(spec.loss(), spec.stability().bound().isPresent())
                        : null,
                new LinearGovernor(guards(spec), spec.loss(), spec.schema().outputs()));
    }

    /** Coin betting is left its gradients' sizes: by their signs alone, wealth on what is predicted ever better has no end. */
    private static StabilitySettings guards(LearnerSpec spec) {
        return spec.rule() instanceof CoinHyperparameters
                ? spec.stability().with(Normalization.NONE)
                : spec.stability();
    }

    private static boolean scalesLabels(LearnerSpec spec) {
        return spec.input().standardizeLabel() && spec.task() == Task.REGRESSION;
    }

    private LinearLearner(
            LearnerSpec spec, LinearRule rule, InputStage stage, LabelScale labels, LinearGovernor governor) {
        this.spec = spec;
        this.rule = rule;
        this.stage = stage;
        this.labels = labels;
        this.governor = governor;
        rule.guardedBy(governor);
        outputs = spec.schema().outputs();
        row = new SparseRow(InputStage.names(spec));
        prepared = stage == null ? null : Matrix.zeros(1, Math.max(1, InputStage.width(spec)));
        loss = spec.loss().kind();
    }

    @Override
    public LearnerSpec spec() {
        return spec;
    }

    @Override
    public int microBatch() {
        return 1;
    }

    @Override
    public void predict(MiniBatch batch, int from, int to, Predictions into) {
        float[] scores = into.resize(to - from).scores();
        for (int r = from; r < to; r++) {
            if (stage != null) {
                stage.transform(batch, r, r + 1, prepared);
            }
            rule.score(fill(batch, r), scores, (r - from) * outputs);
            bound(scores, (r - from) * outputs);
        }
    }

    @Override
    public void learn(MiniBatch batch, int from, int to, Predictions into, Refusals refusals) {
        float[] scores = into.resize(to - from).scores();
        for (int r = from; r < to; r++) {
            int at = (r - from) * outputs;
            float label = batch.labels()[r];
            float weight = batch.weights()[r];
            float minBefore = minLabel;
            float maxBefore = maxLabel;
            if (weight != 0) {
                float target = loss == LossKind.HINGE && label == 0 ? -1 : label;
                minLabel = Math.min(minLabel, target);
                maxLabel = Math.max(maxLabel, target);
            }
            version++;
            if (stage != null) {
                stage.propose(batch, r, r + 1, prepared);
            }
            rule.score(fill(batch, r), weight == 0 ? 1 : weight, scores, at);
            boolean sampled = observer.samples(version, 1);
            if (sampled) {
                probe.before(scores, at);
            }
            output[0] = scores[at];
            bound(scores, at);
            String refused = stage == null ? "" : stage.problem().orElse("");
            if (refused.isEmpty()) {
                refused = notFinite(label, scores, at);
            }
            if (refused.isEmpty()) {
                governor.begin();
                refused = labels == null ? rule.learn(row, label, weight, scores, at) : learnScaled(batch, r);
            }
            if (!refused.isEmpty()) {
                minLabel = minBefore;
                maxLabel = maxBefore;
                refusals.add(r, refused);
            } else {
                governor.commit();
                if (stage != null) {
                    stage.commit();
                }
                if (sampled && weight != 0) {
                    observer.layer(r, probe.after(row, rule, labels == null ? label : target[0]));
                }
            }
        }
    }

    private String learnScaled(MiniBatch batch, int r) {
        labels.propose(batch, r, r + 1, target);
        if (!labels.finite()) {
            return "normalizer is not finite: label";
        }
        output[0] = labels.bounded(output[0]);
        String refused = rule.learn(row, target[0], batch.weights()[r], output, 0);
        if (refused.isEmpty()) {
            labels.commit();
        }
        return refused;
    }

    private SparseRow fill(MiniBatch batch, int r) {
        return stage == null
                ? row.fill(batch, r)
                : row.fill(prepared.data(), prepared.row(0), batch, r, InputStage.leavesTokens(spec.input()));
    }

    /** Turns what the rule computes into scores. */
    private void bound(float[] scores, int at) {
        if (labels != null) {
            scores[at] = labels.score(scores[at]);
            return;
        }
        float low = -MAX_SCORE;
        float high = MAX_SCORE;
        if (loss == LossKind.POISSON) {
            high = Math.max(high, maxLabel);
        } else if (loss == LossKind.HINGE || spec.task() == Task.REGRESSION) {
            low = minLabel;
            high = maxLabel;
        }
        for (int k = at; k < at + outputs && low <= high; k++) {
            scores[k] = Math.max(low, Math.min(high, scores[k]));
        }
    }

    /** Why the row must not be learned from, or the empty string. A clamped score would hide an infinite feature. */
    private String notFinite(float label, float[] scores, int at) {
        float features = 0;
        for (int f = 0; f < row.count(); f++) {
            features += 0 * row.values()[f]; // NaN from the first that is not finite on
        }
        float prediction = 0;
        for (int k = at; k < at + outputs; k++) {
            prediction += 0 * scores[k];
        }
        if (features != 0) {
            return "feature is not finite";
        }
        if (!spec.loss().takes(label)) {
            return "loss does not take the label: loss=" + spec.loss().kind().key() + ", label=" + label;
        }
        return prediction != 0 ? "prediction is not finite" : "";
    }

    @Override
    public void reanchor(double keep) {
        rule.reanchor(keep);
        forgetInputs(keep);
    }

    @Override
    public void raise(double factor, long examples) {
        rule.raise(factor, examples);
    }

    @Override
    public void forgetInputs(double keep) {
        if (stage != null) {
            stage.reanchor(keep);
        }
        if (labels != null) {
            labels.reanchor(keep);
        }
    }

    @Override
    public List<ColumnRange> inputRanges() {
        return stage == null ? List.of() : stage.ranges();
    }

    @Override
    public void rescale(int column, UnitChange change) {
        if (stage != null) {
            stage.rescale(column, change);
        } else {
            int hash = FeatureHasher.column(spec.schema().numeric().get(column));
            rule.rescale(hash, change.ratio(), change.largest());
        }
    }

    @Override
    public void observe(StepObserver by) {
        observer = by;
        probe = new ScoreProbe(LAYER, labels == null ? spec.loss() : labels.targetLoss(), outputs);
    }

    @Override
    public void count(GuardCounts into) {
        governor.count(into);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long parameterCount() {
        return (long) outputs << spec.schema().hashBits();
    }

    @Override
    public List<LayerReport> layers() {
        return List.of(new LayerReport(LAYER, rule.norm(), Double.NaN, Double.NaN));
    }

    @Override
    public LinearLearner copy() {
        LinearLearner copy = new LinearLearner(
                spec,
                rule.copy(),
                stage == null ? null : stage.copy(),
                labels == null ? null : labels.copy(),
                governor.copy());
        copy.minLabel = minLabel;
        copy.maxLabel = maxLabel;
        copy.version = version;
        return copy;
    }

    @Override
    public void save(NamedTensors into) {
        rule.save(into);
        governor.save(into);
        if (stage != null) {
            stage.save(into);
        }
        if (labels == null) {
            into.put("normalizer/label/range", new float[] {minLabel, maxLabel}, 2);
        } else {
            labels.save(into);
        }
        into.put("counters/version", new long[] {version}, 1);
    }

    @Override
    public void load(NamedTensors from) {
        rule.load(from);
        governor.load(from);
        if (stage != null) {
            stage.load(from);
        }
        if (labels == null) {
            float[] range = from.floats("normalizer/label/range", 2);
            minLabel = range[0];
            maxLabel = range[1];
        } else {
            labels.load(from);
        }
        version = from.contains("counters/version") ? from.longs("counters/version", 1)[0] : 0;
    }
}
