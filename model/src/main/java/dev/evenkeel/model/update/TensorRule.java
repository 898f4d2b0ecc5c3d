package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula over a network's parameters, with what goes with any rule.
 *
 * <p>Rows of tables that a step does not touch stay as they are, and each row's clock counts the steps that touched it: bias
 * corrections, averages and pulls towards zero are the row's own. A row touched by every step is updated exactly as a dense
 * parameter would be.
 */
final class TensorRule implements UpdateRule {
    private static final String AVERAGE = "weights/average";

    private final Hyperparameters hyperparameters;
    private final UpdateOptions options;
    private final Conversion conversion;
    private final Formula formula;
    private final Parameters parameters;
    private final Parameters served;
    private final List<ParameterSlots> slots = new ArrayList<>();
    private final NoiseSource noise;
    private long steps;
    private Raise raise = Raise.NONE;

    TensorRule(Hyperparameters hyperparameters, UpdateOptions options, Parameters parameters, int step) {
        this.hyperparameters = hyperparameters;
        this.options = options;
        this.parameters = parameters;
        conversion = new Conversion(step);
        noise = new NoiseSource(options.noise());
        List<String> layers =
                parameters.all().stream().map(Parameter::layer).distinct().toList();
        formula = Formulas.of(hyperparameters, conversion, parameters.all().size(), layers.size());
        served = serves(options, formula) ? parameters.copy() : parameters;
        Pulls pulls = Pulls.of(options, hyperparameters);
        for (Parameter parameter : parameters.all()) {
            int layer = layers.indexOf(parameter.layer());
            Span span = new Span(slots.size(), layer, formula.slots().size());
            slots.add(ParameterSlots.of(parameter, span, formula, pulls, serving(parameter)));
        }
    }

    private TensorRule(TensorRule from, Parameters parameters) {
        hyperparameters = from.hyperparameters;
        options = from.options;
        conversion = from.conversion;
        this.parameters = parameters;
        steps = from.steps;
        raise = from.raise;
        noise = new NoiseSource(options.noise());
        noise.restart(from.noise.restarted());
        List<Parameter> all = parameters.all();
        formula = Formulas.of(hyperparameters, conversion, all.size(), from.layers());
        formula.restore(from.formula.totals());
        served = from.served == from.parameters ? parameters : from.served.copy();
        for (int p = 0; p < all.size(); p++) {
            slots.add(from.slots.get(p).copy(all.get(p), serving(all.get(p))));
        }
    }

    private int layers() {
        return (int) parameters.all().stream().map(Parameter::layer).distinct().count();
    }

    private static boolean serves(UpdateOptions options, Formula formula) {
        return formula.served() >= 0 || !options.average().equals(Averaging.NONE);
    }

    /** What is served of a parameter, null when it is the parameter itself. */
    private Served serving(Parameter parameter) {
        return served == parameters
                ? null
                : new Served(served.get(parameter.name()), options.average(), formula.served(), conversion.examples());
    }

    @Override
    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    @Override
    public Parameters served() {
        return served;
    }

    @Override
    public void propose(List<Gradient> gradients) {
        formula.begin(options.schedule().factor(steps * conversion.examples()) * raise.at(steps));
        noise.begin(steps);
        for (int p = 0; p < gradients.size(); p++) {
            noise.perturb(gradients.get(p));
            slots.get(p).propose(gradients.get(p), steps + 1, formula);
        }
        for (int p = 0; p < gradients.size(); p++) {
            slots.get(p).finish(formula);
            Span span = slots.get(p).span;
            noise.diffuse(gradients.get(p), span.change, noise.present() ? formula.pull(span) : 0);
        }
    }

    @Override
    public float[] proposed(int parameter) {
        return slots.get(parameter).span.change;
    }

    @Override
    public void apply(List<Gradient> gradients) {
        steps++;
        for (int p = 0; p < gradients.size(); p++) {
            slots.get(p).apply(gradients.get(p), formula);
        }
        formula.accept();
    }

    @Override
    public void reanchor(double keep) {
        LinearRules.requireShare(keep);
        formula.reanchor(keep);
        noise.restart(steps);
        slots.forEach(kept -> kept.reanchor(keep));
    }

    @Override
    public double pull(int parameter) {
        return formula.pull(slots.get(parameter).span);
    }

    @Override
    public void restart(DenseParameter parameter, int from, int stride, int count) {
        slots.get(parameters.all().indexOf(parameter)).restart(from, stride, count);
    }

    @Override
    public void raise(double factor, long examples) {
        int step = conversion.examples();
        raise = new Raise(factor, steps, (examples + step - 1) / step);
    }

    @Override
    public UpdateRule copy(Parameters beside) {
        return new TensorRule(this, beside);
    }

    private String prefix() {
        return "slots/" + hyperparameters.rule();
    }

    @Override
    public void save(NamedTensors into) {
        into.put(prefix() + "/steps", new long[] {steps}, 1);
        raise.save(prefix(), into);
        if (noise.present()) {
            into.put(prefix() + "/noise", new long[] {noise.restarted()}, 1);
        }
        double[] totals = formula.totals();
        if (totals.length > 0) {
            into.put(prefix() + "/totals", totals, totals.length);
        }
        slots.forEach(kept -> kept.save(prefix(), into));
        if (served != parameters) {
            served.save(AVERAGE, into);
        }
    }

    @Override
    public void load(NamedTensors from) {
        if (!from.onlyForPrediction()) {
            loadSlots(from);
        }
        if (served != parameters) {
            serve(from);
        }
    }

    private void loadSlots(NamedTensors from) {
        long stored = from.longs(prefix() + "/steps", 1)[0];
        if (stored < 0) {
            throw new IllegalArgumentException("must be >= 0: tensor=" + prefix() + "/steps, value=" + stored);
        }
        steps = stored;
        raise = Raise.load(prefix(), from);
        noise.restart(from.contains(prefix() + "/noise") ? from.longs(prefix() + "/noise", 1)[0] : 0);
        if (formula.totals().length > 0) {
            formula.restore(from.doubles(prefix() + "/totals"));
        }
        slots.forEach(kept -> kept.load(prefix(), from));
    }

    /** A state that was saved without an average begins with the weights of now. */
    private void serve(NamedTensors from) {
        boolean saved = from.names().stream().anyMatch(name -> name.startsWith(AVERAGE + "/"));
        NamedTensors tensors = from;
        if (!saved) {
            tensors = new NamedTensors();
            parameters.save(AVERAGE, tensors);
        }
        served.load(AVERAGE, tensors);
    }
}
