package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.LayerShapeException;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.LayerStates;
import dev.evenkeel.model.layer.MlpDefaults;
import dev.evenkeel.model.layer.NetworkDesign;
import dev.evenkeel.model.layer.Pooling;
import dev.evenkeel.model.layer.TensorShape;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import dev.evenkeel.model.plasticity.UnitTraces;
import dev.evenkeel.model.stability.Governor;
import dev.evenkeel.model.update.UpdateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** All that a network learner remembers: parameters, slots, moments, the version. No workspace. Not thread-safe. */
final class NetworkState {
    static final String EMBEDDING = "embedding";
    private static final String WEIGHTS = "weights";
    private static final String VERSION = "counters/version";

    final Parameters parameters;
    final UpdateRule rule;
    final InputStage numeric;
    final LabelScale label;
    final LayerStates layers;
    final Governor governor;
    final UnitTraces traces;
    long version;

    private NetworkState(
            Parameters parameters,
            UpdateRule rule,
            InputStage numeric,
            LabelScale label,
            LayerStates layers,
            Governor governor,
            UnitTraces traces) {
        this.parameters = parameters;
        this.rule = rule;
        this.numeric = numeric;
        this.label = label;
        this.layers = layers;
        this.governor = governor;
        this.traces = traces;
    }

    /** A state of the specification's shapes; weights are zero where they are dense. */
    static NetworkState blank(LearnerSpec spec) {
        return of(spec, parameters -> {});
    }

    /** The state before the first example. */
    static NetworkState initial(LearnerSpec spec) {
        return of(spec, parameters -> design(spec).initialize(parameters, new RandomStream(spec.seed())));
    }

    /** The rule comes last: it may serve a copy of the weights. */
    private static NetworkState of(LearnerSpec spec, Consumer<Parameters> initialization) {
        Parameters parameters = new Parameters();
        Schema schema = spec.schema();
        if (!pooling(schema, spec.input()).isEmpty()) {
            int rows = 1 << Math.min(schema.hashBits(), MlpDefaults.MAX_EMBEDDING_BITS);
            long key = new RandomStream(spec.seed()).split(EMBEDDING).key();
            parameters.add(new RowTable(EMBEDDING, rows, embeddingWidth(spec.layers()), key));
        }
        NetworkDesign design = design(spec);
        design.declare(parameters);
        initialization.accept(parameters);
        UpdateRule rule = UpdateRule.of(spec.rule(), spec.options(), parameters, spec.step());
        return new NetworkState(
                parameters,
                rule,
                InputStage.of(spec),
                new LabelScale(spec.loss(), spec.stability().bound().isPresent()),
                design.states(new RandomStream(spec.seed())),
                new Governor(spec.stability(), spec.loss().kind()),
                new UnitTraces(spec.plasticity().recycling()));
    }

    /** The layers' parameters before the first example. */
    static Parameters origin(LearnerSpec spec) {
        Parameters parameters = new Parameters();
        NetworkDesign design = design(spec);
        design.declare(parameters);
        design.initialize(parameters, new RandomStream(spec.seed()));
        return parameters;
    }

    static NetworkDesign design(LearnerSpec spec) {
        return design(spec.schema(), spec.input(), spec.layers());
    }

    /**
     * The layers behind the input stage; without any, {@link MlpDefaults#LAYERS}, which take a tensor as features.
     *
     * @throws dev.evenkeel.model.layer.LayerShapeException naming the first layer that does not fit
     */
    static NetworkDesign design(Schema schema, InputSpec prepared, List<LayerSpec> layers) {
        int fields = pooling(schema, prepared).size();
        if (fields == 0 && !layers.isEmpty() && layers.get(0) instanceof LayerSpec.Embedding first) {
            throw new LayerShapeException(
                    List.of(0),
                    first.type(),
                    InputStage.leavesTokens(prepared)
                            ? "needs tokens, but the schema has none"
                            : "needs tokens, but the projection takes them in");
        }
        boolean flat = layers.isEmpty()
                || schema.tensor().isEmpty()
                || prepared.projection().isPresent();
        TensorShape input = flat
                ? TensorShape.of(InputStage.width(schema, prepared) + fields * embeddingWidth(layers))
                : new TensorShape(schema.tensor().get().shape());
        return new NetworkDesign(input, layers.isEmpty() ? MlpDefaults.LAYERS : layers, schema.outputs());
    }

    private static int embeddingWidth(List<LayerSpec> layers) {
        return !layers.isEmpty() && layers.get(0) instanceof LayerSpec.Embedding embedding
                ? embedding.width()
                : MlpDefaults.EMBEDDING_WIDTH;
    }

    /**
     * How each token field is pooled: a categorical column's single token as it is, a text column's words by their sum over the
     * root of their number, which has the same size for short and long texts; a cross as its columns, as text where text takes
     * part. A schema without columns is one of an open format, whose tokens are one bag. Empty where a projection takes the tokens
     * in.
     */
    static List<Pooling> pooling(Schema schema, InputSpec prepared) {
        if (!InputStage.leavesTokens(prepared)) {
            return List.of();
        }
        if (schema.numeric().isEmpty() && schema.tokenFields().isEmpty()) {
            return List.of(Pooling.UNIT);
        }
        List<Pooling> fields =
                new ArrayList<>(Collections.nCopies(schema.categorical().size(), Pooling.SUM));
        fields.addAll(Collections.nCopies(schema.text().size(), Pooling.UNIT));
        schema.crosses()
                .forEach(cross -> fields.add(schema.categorical().containsAll(cross) ? Pooling.SUM : Pooling.UNIT));
        return fields;
    }

    NetworkState copy() {
        Parameters copied = parameters.copy();
        NetworkState copy = new NetworkState(
                copied, rule.copy(copied), numeric.copy(), label.copy(), layers.copy(), governor.copy(), traces.copy());
        copy.version = version;
        return copy;
    }

    void save(Task task, NamedTensors into) {
        parameters.save(WEIGHTS, into);
        numeric.save(into);
        if (task == Task.REGRESSION) {
            label.save(into);
        }
        layers.save(into);
        rule.save(into);
        governor.save(into);
        traces.save(into);
        into.put(VERSION, new long[] {version}, 1);
    }

    /** Fills a blank state. */
    void load(Task task, NamedTensors from) {
        parameters.load(WEIGHTS, from);
        numeric.load(from);
        if (task == Task.REGRESSION) {
            label.load(from);
        }
        layers.load(from);
        rule.load(from);
        governor.load(from);
        if (from.onlyForPrediction()) {
            return;
        }
        long[] stored = from.longs(VERSION);
        if (stored.length != 1 || stored[0] < 0) {
            throw new IllegalArgumentException("must be one number >= 0: tensor=" + VERSION);
        }
        traces.load(from);
        version = stored[0];
    }
}
