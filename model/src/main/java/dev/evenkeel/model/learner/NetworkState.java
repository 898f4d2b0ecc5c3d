package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.MlpDefaults;
import dev.evenkeel.model.layer.NetworkDesign;
import dev.evenkeel.model.layer.Pooling;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameters;
import dev.evenkeel.model.parameter.RowTable;
import dev.evenkeel.model.update.UpdateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that a network learner remembers: parameters, slots, moments, the version. No workspace. Not thread-safe. */
final class NetworkState {
    static final String EMBEDDING = "embedding";
    private static final String WEIGHTS = "weights";
    private static final String VERSION = "counters/version";

    final Parameters parameters;
    final UpdateRule rule;
    final InputStage numeric;
    final LabelScale label;
    long version;

    private NetworkState(Parameters parameters, UpdateRule rule, InputStage numeric, LabelScale label) {
        this.parameters = parameters;
        this.rule = rule;
        this.numeric = numeric;
        this.label = label;
    }

    /** A state of the specification's shapes; weights are zero where they are dense. */
    static NetworkState blank(LearnerSpec spec) {
        Parameters parameters = new Parameters();
        Schema schema = spec.schema();
        if (!pooling(spec).isEmpty()) {
            int rows = 1 << Math.min(schema.hashBits(), MlpDefaults.MAX_EMBEDDING_BITS);
            long key = new RandomStream(spec.seed()).split(EMBEDDING).key();
            parameters.add(new RowTable(EMBEDDING, rows, MlpDefaults.EMBEDDING_WIDTH, key));
        }
        design(spec).declare(parameters);
        UpdateRule rule = UpdateRule.of(spec.rule(), parameters, spec.step());
        return new NetworkState(parameters, rule, InputStage.of(spec), new LabelScale(spec.loss()));
    }

    /** The state before the first example. */
    static NetworkState initial(LearnerSpec spec) {
        NetworkState state = blank(spec);
        design(spec).initialize(state.parameters, new RandomStream(spec.seed()));
        return state;
    }

    /** The layers behind the input stage. */
    static NetworkDesign design(LearnerSpec spec) {
        Schema schema = spec.schema();
        int inputs = InputStage.width(spec) + pooling(spec).size() * MlpDefaults.EMBEDDING_WIDTH;
        return new NetworkDesign(
                inputs, spec.layers().isEmpty() ? MlpDefaults.LAYERS : spec.layers(), schema.outputs());
    }

    /**
     * How each token field is pooled: a categorical column's single token as it is, a text column's words by their sum over the
     * root of their number, which has the same size for short and long texts; a cross as its columns, as text where text takes
     * part. A schema without columns is one of an open format, whose tokens are one bag. Empty where a projection takes the tokens
     * in.
     */
    static List<Pooling> pooling(LearnerSpec spec) {
        Schema schema = spec.schema();
        if (!InputStage.leavesTokens(spec)) {
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
        NetworkState copy = new NetworkState(copied, rule.copy(copied), numeric.copy(), label.copy());
        copy.version = version;
        return copy;
    }

    void save(Task task, NamedTensors into) {
        parameters.save(WEIGHTS, into);
        numeric.save(into);
        if (task == Task.REGRESSION) {
            label.save(into);
        }
        rule.save(into);
        into.put(VERSION, new long[] {version}, 1);
    }

    /** Fills a blank state. */
    void load(Task task, NamedTensors from) {
        parameters.load(WEIGHTS, from);
        numeric.load(from);
        if (task == Task.REGRESSION) {
            label.load(from);
        }
        rule.load(from);
        long[] stored = from.longs(VERSION);
        if (stored.length != 1 || stored[0] < 0) {
            throw new IllegalArgumentException("must be one number >= 0: tensor=" + VERSION);
        }
        version = stored[0];
    }
}
