package dev.evenkeel.model.update;

import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.SparseRow;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Arrays;

/**
 * A formula over a linear model: every example makes one step by the gradient of its loss times its importance weight.
 *
 * <p>Features that an example does not have stay as they are, and each feature's clock counts the steps that touched it: bias
 * corrections, averages and pulls towards zero are the feature's own. The constant is a bias beside the hashed features; no feature
 * shares its place, and nothing pulls it to zero. Where {@link UpdateOptions#interceptLearningRate} is set, it takes plain gradient
 * steps of that rate, to which the schedule applies.
 *
 * <p>Where an average is served, it is scored; the gradient is that at the trained weights, whose scores are not clamped.
 *
 * <p>A row whose step is not finite changes nothing. State is float; scores are summed in double.
 */
final class GradientRule implements LinearRule {
    private static final String WEIGHTS = "weights";
    private static final String AVERAGE = "weights/average";

    private final Hyperparameters hyperparameters;
    private final UpdateOptions options;
    private final Loss loss;
    private final int outputs;
    private final Formula formula;
    private final Formula biasFormula;
    private final LinearEntries entries;
    private final DenseParameter bias;
    private final DenseParameter servedBias;
    private final ParameterSlots biasSlots;
    private final Gradient.Dense biasGradient;
    private final double[] sums;
    private final float[] scored;
    private final float[] derivatives;
    private final double[] changes;
    private final NoiseSource noise;
    private StepGuard guard = StepGuard.NONE;
    private long steps;
    private Raise raise = Raise.NONE;

    GradientRule(Hyperparameters hyperparameters, UpdateOptions options, Loss loss, int outputs, int hashBits) {
        this.hyperparameters = hyperparameters;
        this.options = options;
        this.loss = loss;
        this.outputs = outputs;
        formula = formula(hyperparameters);
        biasFormula = biasFormula();
        entries = new LinearEntries(hashBits, outputs, formula, Pulls.of(options, hyperparameters), options.average());
        bias = new DenseParameter("linear/bias", outputs);
        servedBias = biasFormula.served() < 0 && options.average().equals(Averaging.NONE) ? bias : bias.copy();
        Span span = new Span(1, 0, biasFormula.slots().size());
        biasSlots = ParameterSlots.of(bias, span, biasFormula, Pulls.NONE, servingBias());
        biasGradient = new Gradient.Dense(bias);
        sums = new double[outputs];
        scored = new float[outputs];
        derivatives = new float[outputs];
        changes = new double[outputs];
        noise = new NoiseSource(options.noise());
    }

    private GradientRule(GradientRule from) {
        hyperparameters = from.hyperparameters;
        options = from.options;
        loss = from.loss;
        outputs = from.outputs;
        formula = formula(hyperparameters);
        formula.restore(from.formula.totals());
        biasFormula = biasFormula();
        entries = from.entries.copy(formula);
        bias = from.bias.copy();
        servedBias = from.servedBias == from.bias ? bias : from.servedBias.copy();
        biasSlots = from.biasSlots.copy(bias, servingBias());
        biasGradient = new Gradient.Dense(bias);
        sums = new double[outputs];
        scored = new float[outputs];
        derivatives = new float[outputs];
        changes = new double[outputs];
        steps = from.steps;
        raise = from.raise;
        noise = new NoiseSource(options.noise());
        noise.restart(from.noise.restarted());
    }

    /** Two parameters, the features and the constant, in one layer. */
    private static Formula formula(Hyperparameters hyperparameters) {
        return Formulas.of(hyperparameters, new Conversion(1), 2, 1);
    }

    private Formula biasFormula() {
        return options.interceptLearningRate().isPresent()
                ? new Sgd(options.interceptLearningRate().getAsDouble(), new Conversion(1))
                : formula;
    }

    private Served servingBias() {
        return servedBias == bias ? null : new Served(servedBias, options.average(), biasFormula.served(), 1);
    }

    @Override
    public void score(SparseRow row, float[] scores, int at) {
        Arrays.fill(sums, 0);
        entries.score(row, sums);
        finishScores(row, servedBias, scores, at);
    }

    private void finishScores(SparseRow row, DenseParameter intercept, float[] scores, int at) {
        double constant = constant(row);
        for (int k = 0; k < outputs; k++) {
            scores[at + k] = (float) (sums[k] + constant * intercept.values()[k]);
        }
    }

    /** The constant's value, which comes last. */
    private static float constant(SparseRow row) {
        float constant = 0;
        for (int f = 0; f < row.count(); f++) {
            constant += row.hashes()[f] == FeatureHasher.CONSTANT ? row.values()[f] : 0;
        }
        return constant;
    }

    @Override
    public String learn(SparseRow row, float label, float weight, float[] scores, int at) {
        if (weight == 0) {
            return "";
        }
        if (entries.servesOthers()) {
            Arrays.fill(sums, 0);
            entries.scoreTrained(row, sums);
            finishScores(row, bias, scored, 0);
        } else {
            System.arraycopy(scores, at, scored, 0, outputs);
        }
        float learned = guard.label(scored, 0, label);
        loss.gradient(scored, 0, outputs, learned, (float) (weight * guard.scale()), derivatives, 0);
        propose(row);
        if (!finite()) {
            entries.release();
            return "update is not finite: rule=" + hyperparameters.rule();
        }
        if (guard.bounds()) {
            bound(row);
        }
        steps++;
        entries.apply();
        biasSlots.apply(biasGradient, biasFormula);
        formula.accept();
        return "";
    }

    @Override
    public void guardedBy(StepGuard guard) {
        this.guard = guard;
    }

    private void bound(SparseRow row) {
        float constant = constant(row);
        float[] change = biasSlots.span.change;
        for (int k = 0; k < outputs; k++) {
            changes[k] = (double) constant * change[k];
        }
        entries.addChanges(row, changes);
        double share = guard.share(changes);
        if (share < 1) {
            entries.shorten(share);
            for (int k = 0; k < outputs; k++) {
                change[k] *= (float) share;
            }
        }
    }

    private void propose(SparseRow row) {
        double factor = options.schedule().factor(steps) * raise.at(steps);
        formula.begin(factor);
        if (biasFormula != formula) {
            biasFormula.begin(factor);
        }
        float constant = constant(row);
        for (int k = 0; k < outputs; k++) {
            biasGradient.values()[k] = constant * derivatives[k];
        }
        noise.begin(steps);
        entries.propose(row, derivatives, noise);
        noise.perturb(biasGradient);
        biasSlots.propose(biasGradient, steps + 1, biasFormula);
        entries.finish(noise);
        biasSlots.finish(biasFormula);
        Span span = biasSlots.span;
        noise.diffuse(biasGradient, span.change, noise.present() ? biasFormula.pull(span) : 0);
    }

    private boolean finite() {
        return finite(entries.span, entries.length()) && finite(biasSlots.span, biasSlots.length());
    }

    private static boolean finite(Span span, int length) {
        float check = 0;
        for (int i = 0; i < length; i++) {
            check += 0 * (span.weights[i] + span.change[i]);
        }
        return check == 0;
    }

    @Override
    public void reanchor(double keep) {
        LinearRules.requireShare(keep);
        formula.reanchor(keep);
        noise.restart(steps);
        entries.reanchor(keep);
        biasSlots.reanchor(keep);
    }

    @Override
    public void raise(double factor, long examples) {
        raise = new Raise(factor, steps, examples);
    }

    @Override
    public double norm() {
        double squares = entries.squares();
        for (float w : bias.values()) {
            squares += (double) w * w;
        }
        return Math.sqrt(squares);
    }

    @Override
    public LinearRule copy() {
        return new GradientRule(this);
    }

    private String prefix() {
        return "slots/" + hyperparameters.rule();
    }

    @Override
    public void save(NamedTensors into) {
        entries.save(prefix(), into);
        bias.save(WEIGHTS, into);
        biasSlots.save(prefix(), into);
        into.put(prefix() + "/steps", new long[] {steps}, 1);
        raise.save(prefix(), into);
        if (noise.present()) {
            into.put(prefix() + "/noise", new long[] {noise.restarted()}, 1);
        }
        double[] totals = formula.totals();
        if (totals.length > 0) {
            into.put(prefix() + "/totals", totals, totals.length);
        }
        if (servedBias != bias) {
            servedBias.save(AVERAGE, into);
        }
    }

    @Override
    public void load(NamedTensors from) {
        entries.load(prefix(), from);
        bias.load(WEIGHTS, from);
        if (from.contains(prefix() + "/steps")) {
            biasSlots.load(prefix(), from);
            steps = from.longs(prefix() + "/steps", 1)[0];
            raise = Raise.load(prefix(), from);
            noise.restart(from.contains(prefix() + "/noise") ? from.longs(prefix() + "/noise", 1)[0] : 0);
            if (formula.totals().length > 0) {
                formula.restore(from.doubles(prefix() + "/totals"));
            }
        }
        if (servedBias != bias) {
            boolean saved = from.contains(AVERAGE + "/" + bias.name());
            servedBias.set(from.floats((saved ? AVERAGE : WEIGHTS) + "/" + bias.name(), outputs));
        }
    }
}
