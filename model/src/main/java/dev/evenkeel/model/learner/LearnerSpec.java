package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Projection;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TensorInput;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftSettings;
import dev.evenkeel.model.layer.BatchNormSettings;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that determines a learner before its first example.
 *
 * @param schema the columns and the task
 * @param kind the family
 * @param loss what is minimized
 * @param rule the update rule and its hyperparameters
 * @param options what goes with any rule
 * @param layers networks: the hidden layers, input side first; the output layer is added. Empty for linear models
 * @param step networks: examples per update, &gt;= 1; linear models step by single examples whatever it says
 * @param seed of all randomness
 * @param gemm networks: which matrix multiplication
 * @param input how rows are prepared
 * @param stability the guards between an example and the weights
 * @param plasticity networks: how the ability to learn is kept
 * @param drift what is watched for drift, and what an alarm leads to
 */
public record LearnerSpec(
        Schema schema,
        ModelKind kind,
        Loss loss,
        Hyperparameters rule,
        UpdateOptions options,
        List<LayerSpec> layers,
        int step,
        long seed,
        GemmChoice gemm,
        InputSpec input,
        StabilitySettings stability,
        PlasticitySettings plasticity,
        DriftSettings drift) {
    /** The step of networks where {@code window.step: auto} is set; see {@link #defaultStep}. */
    public static final int DEFAULT_STEP = 8;

    /** The seed unless told otherwise. */
    public static final long DEFAULT_SEED = 1;

    /**
     * Copies the layers.
     *
     * @throws IllegalArgumentException when the parts do not fit together
     */
    public LearnerSpec {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(gemm, "gemm");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(stability, "stability");
        Objects.requireNonNull(plasticity, "plasticity");
        Objects.requireNonNull(drift, "drift");
        layers = List.copyOf(layers);
        if (step < 1) {
            throw new IllegalArgumentException("must be >= 1: step=" + step);
        }
        if (loss.kind().task() != schema.task()) {
            throw new IllegalArgumentException("loss does not fit the task: loss="
                    + loss.kind().key() + ", task=" + schema.task().key());
        }
        if (!fits(rule, kind)) {
            throw new IllegalArgumentException(
                    "rule does not fit the model: rule=" + rule.rule() + ", kind=" + kind.key());
        }
        if (!rule.options().containsAll(options.set())) {
            throw new IllegalArgumentException(
                    "options do not go with the rule: rule=" + rule.rule() + ", options=" + options.set());
        }
        if (kind == ModelKind.NETWORK && options.interceptLearningRate().isPresent()) {
            throw new IllegalArgumentException("a network has no intercept: kind=" + kind.key()
                    + ", intercept-learning-rate="
                    + options.interceptLearningRate().getAsDouble());
        }
        if (kind != ModelKind.NETWORK && loss.kind() == LossKind.SOFTMAX && !loss.equals(Loss.of(LossKind.SOFTMAX))) {
            throw new IllegalArgumentException(
                    "label smoothing is for networks: kind=" + kind.key() + ", loss=" + loss);
        }
        boolean ownUnits = loss.kind() == LossKind.HUBER || loss.kind() == LossKind.POISSON;
        if (input.standardizeLabel() && kind == ModelKind.LINEAR && ownUnits) {
            throw new IllegalArgumentException("labels of this loss must stay as they are for linear models: loss="
                    + loss.kind().key());
        }
        int columns = schema.numeric().size();
        if (input.projects(Projection.Type.ONLINE_PCA)
                && input.projection().get().dimensions() > columns) {
            throw new IllegalArgumentException("must not be above the number of numeric columns: dimensions="
                    + input.projection().get().dimensions() + ", columns=" + columns);
        }
        List<String> unknown = drift.signals().stream()
                .filter(signal ->
                        !signal.equals(DriftSettings.LOSS) && !schema.numeric().contains(signal))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("must be loss or numeric columns: drift=" + unknown);
        }
        if (drift.actions().contains(DriftAction.RECYCLE) && !plasticity.recycles()) {
            throw new IllegalArgumentException(
                    "nothing says which units are recycled: drift=recycle, plasticity=" + plasticity);
        }
        if (kind == ModelKind.LINEAR && !plasticity.equals(PlasticitySettings.OFF)) {
            throw new IllegalArgumentException(
                    "a linear model has no units: kind=" + kind.key() + ", plasticity=" + plasticity);
        }
        boolean ownWeights =
                !(rule instanceof AutoHyperparameters) && !rule.options().contains("average");
        if (ownWeights && !plasticity.equals(PlasticitySettings.OFF)) {
            throw new IllegalArgumentException("rule keeps weights of its own, which nothing else may move: rule="
                    + rule.rule() + ", plasticity=" + plasticity);
        }
        if (kind != ModelKind.NETWORK && !layers.isEmpty()) {
            throw new IllegalArgumentException("only a network has layers: kind=" + kind.key() + ", layers=" + layers);
        }
    }

    /** A specification of the bare rule, without guards. */
    public LearnerSpec(
            Schema schema,
            ModelKind kind,
            Loss loss,
            Hyperparameters rule,
            UpdateOptions options,
            List<LayerSpec> layers,
            int step,
            long seed,
            GemmChoice gemm,
            InputSpec input) {
        this(
                schema,
                kind,
                loss,
                rule,
                options,
                layers,
                step,
                seed,
                gemm,
                input,
                StabilitySettings.OFF,
                PlasticitySettings.OFF,
                DriftSettings.OFF);
    }

    /** A specification without options of the rule, and without guards. */
    public LearnerSpec(
            Schema schema,
            ModelKind kind,
            Loss loss,
            Hyperparameters rule,
            List<LayerSpec> layers,
            int step,
            long seed,
            GemmChoice gemm,
            InputSpec input) {
        this(schema, kind, loss, rule, UpdateOptions.NONE, layers, step, seed, gemm, input);
    }

    /** A specification with a loss of default settings, whose rows are prepared as is usual for the kind. */
    public LearnerSpec(
            Schema schema,
            ModelKind kind,
            LossKind loss,
            Hyperparameters rule,
            List<LayerSpec> layers,
            int step,
            long seed,
            GemmChoice gemm) {
        this(schema, kind, Loss.of(loss), rule, layers, step, seed, gemm, InputSpec.defaultFor(kind, rule));
    }

    /** The same with other guards. */
    public LearnerSpec with(StabilitySettings guards) {
        return new LearnerSpec(
                schema, kind, loss, rule, options, layers, step, seed, gemm, input, guards, plasticity, drift);
    }

    /** The same with another way to keep the ability to learn. */
    public LearnerSpec with(PlasticitySettings other) {
        return new LearnerSpec(
                schema, kind, loss, rule, options, layers, step, seed, gemm, input, stability, other, drift);
    }

    /** The same watched otherwise. */
    public LearnerSpec with(DriftSettings other) {
        return new LearnerSpec(
                schema, kind, loss, rule, options, layers, step, seed, gemm, input, stability, plasticity, other);
    }

    /** Whether models of that family can be trained by that rule. */
    public static boolean fits(Hyperparameters rule, ModelKind kind) {
        return switch (kind) {
            case LINEAR -> rule.linear();
            case NETWORK -> rule.network();
            case AUTO -> rule instanceof AutoHyperparameters;
        };
    }

    /** The step where none is set: large enough for the moments of a batch where a layer normalizes by them. */
    public static int defaultStep(List<LayerSpec> layers) {
        boolean batches = layers.stream().anyMatch(LayerSpec::normalizesBatches);
        return batches ? Math.max(DEFAULT_STEP, BatchNormSettings.LEAST_ROWS) : DEFAULT_STEP;
    }

    /**
     * What a saved state must agree with, by name: restoring under another schema, kind, loss, rule or seed would silently be
     * another model. Hyperparameters, guards and how plasticity is kept and drift is watched are left out, since they may be changed while training goes on.
     */
    public SortedMap<String, String> identity() {
        SortedMap<String, String> identity = new TreeMap<>();
        identity.put("model.task", task().key());
        identity.put("model.kind", kind.key());
        identity.put("model.loss", loss.target());
        identity.put("model.layers", layers.toString());
        identity.put("update.rule", (rule.rule() + " " + rule.variant()).strip());
        identity.put("schema.numeric", names(schema.numeric()));
        identity.put("schema.tensor", schema.tensor().map(TensorInput::toString).orElse(""));
        identity.put("schema.categorical", names(schema.categorical()));
        identity.put("schema.text", names(schema.text()));
        identity.put(
                "schema.crosses",
                names(schema.crosses().stream().map(LearnerSpec::names).toList()));
        identity.put("schema.label.classes", names(schema.label().classes()));
        identity.put("schema.label.positive", schema.label().positive());
        identity.put("schema.hash-bits", Integer.toString(schema.hashBits()));
        identity.put("schema.standardize", Boolean.toString(input.standardize()));
        identity.put(
                "schema.projection",
                input.projection().map(Projection::toString).orElse("none"));
        if (kind != ModelKind.LINEAR || input.projection().isPresent()) {
            identity.put("seed", Long.toString(seed));
        }
        if (kind != ModelKind.LINEAR) {
            identity.put("window.step", Integer.toString(step));
        }
        return identity;
    }

    /** Joined by commas, those inside a name escaped: two lists of names never look the same. */
    private static String names(List<String> names) {
        return names.stream()
                .map(n -> n.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    /** The task, from the schema. */
    public Task task() {
        return schema.task();
    }
}
