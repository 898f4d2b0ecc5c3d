package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.Parameters;

/** A normalizer with gain and, mostly, bias; some remember moments. */
final class NormStage extends Stage {
    private final LayerSpec spec;

    NormStage(String name, LayerSpec spec, TensorShape shape) {
        super(name, shape);
        this.spec = spec;
    }

    /** Whether there is such a normalizer. */
    static boolean builds(LayerSpec spec) {
        return spec instanceof LayerSpec.LayerNorm
                || spec instanceof LayerSpec.RmsNorm
                || spec instanceof LayerSpec.GroupNorm
                || spec instanceof LayerSpec.InstanceNorm
                || (spec.normalizesBatches() && spec.inner().isEmpty());
    }

    private boolean byRow() {
        return spec instanceof LayerSpec.LayerNorm || spec instanceof LayerSpec.RmsNorm;
    }

    @Override
    void declare(Parameters parameters) {
        int size = byRow() ? output().size() : output().channels();
        declareGain(parameters, size);
        if (!(spec instanceof LayerSpec.RmsNorm)) {
            declareBias(parameters, size);
        }
    }

    @Override
    void remember(LayerStates states, RandomStream random) {
        if (spec.normalizesBatches()) {
            states.add(new RunningMoments(name(), output().channels()));
        }
    }

    @Override
    Layer build(Materials from) {
        Parameters parameters = from.parameters();
        int positions = output().grid().area();
        if (spec instanceof LayerSpec.RmsNorm) {
            return new RmsNorm(parameters.dense(name() + GAIN), RmsNorm.EPSILON, from.maxRows());
        } else if (spec instanceof LayerSpec.LayerNorm) {
            return new LayerNorm(parameters.dense(name() + GAIN), parameters.dense(name() + BIAS), from.maxRows());
        } else if (spec.normalizesBatches()) {
            RunningMoments moments = from.states().moments(name());
            return new BatchNorm(affine(parameters), moments, settings(), positions, from.maxRows());
        }
        int groups = spec instanceof LayerSpec.GroupNorm group ? group.groups() : output().channels();
        return new GroupNorm(affine(parameters), groups, positions, GroupNorm.EPSILON, from.maxRows());
    }

    private BatchNormSettings settings() {
        return spec instanceof LayerSpec.BatchNorm plain ? plain.settings() : ((LayerSpec.BatchRenorm) spec).settings();
    }
}
