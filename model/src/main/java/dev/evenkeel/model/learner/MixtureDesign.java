package dev.evenkeel.model.learner;

import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.MlpDefaults;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Which learners a mixture is made of: of each way to scale a step, several sizes, so that none is far
 * from what a stream needs and none had to be chosen for it.
 *
 * <ul>
 *   <li>NAG whose rates stay: weights that go on moving, for streams that never settle.
 *   <li>NAG whose rates fall with the squared gradients: for those that do, and for rare tokens.
 *   <li>FTRL-proximal on standardized numbers: as the second, but weighed by deviations instead of largest values.
 *   <li>Gradient descent on standardized numbers, importance-invariant so that no rate diverges.
 *   <li>Coin betting, which has no rate.
 *   <li>Networks under Adam: what is not linear.
 * </ul>
 *
 * <p>All but NAG and coin betting, which do not mind units, see numbers standardized as the specification says. A regression's labels are standardized
 * for all of them where the loss allows: then a rate means the same whatever the label's unit.
 */
final class MixtureDesign {
    private static final double[] STAYING = {0.2, 1, 5};
    private static final double[] FALLING = {0.5, 2, 5};
    private static final double[] PROXIMAL = {0.2, 0.5, 2};
    private static final double[] DESCENT = {0.03, 0.1, 1};
    private static final double[] NETWORKS = {1e-3, 2e-3, 5e-3};
    /**
     * Beside linear models, which see to what is linear, two rates and half the units of {@link MlpDefaults#LAYERS} lose 0.4 % over
     * nine real streams, and take a third of the time.
     */
    private static final double[] SMALL_NETWORKS = {1e-3, 3e-3};

    private static final List<LayerSpec> SMALL =
            List.of(new LayerSpec.Dense(64), new LayerSpec.LayerNorm(), new LayerSpec.Relu());

    private final LearnerSpec spec;
    private final List<Member> members = new ArrayList<>();

    private MixtureDesign(LearnerSpec spec) {
        this.spec = spec;
    }

    /** The members of a mixture of that kind, which have seen nothing. */
    static List<Member> members(LearnerSpec spec) {
        MixtureDesign design = new MixtureDesign(spec);
        if (spec.kind() != ModelKind.NETWORK) {
            design.linear();
        }
        if (spec.kind() != ModelKind.LINEAR) {
            design.networks();
        }
        return List.copyOf(design.members);
    }

    private void linear() {
        LossKind loss = spec.loss().kind();
        // Huber's bend is in units of the label, and counts keep their zero
        boolean scales = loss == LossKind.SQUARED || loss == LossKind.QUANTILE;
        InputSpec standardized = scales ? spec.input().withStandardizedLabel() : spec.input();
        InputSpec unscaled = standardized.projection().isPresent() ? standardized : standardized.unscaled();
        for (double rate : STAYING) {
            linear("nag-staying-" + rate, new NagHyperparameters(rate, 0), unscaled);
        }
        for (double rate : FALLING) {
            linear("nag-" + rate, new NagHyperparameters(rate, 0.5), unscaled);
        }
        linear("coin", CoinHyperparameters.DEFAULT, unscaled);
        for (double rate : PROXIMAL) {
            linear("ftrl-" + rate, new FtrlHyperparameters(rate, 1), standardized);
        }
        // (s - y)² has twice the derivative of the losses that are likelihoods
        double unit = loss == LossKind.SQUARED ? 0.5 : 1;
        for (double rate : DESCENT) {
            linear("descent-" + rate, NagHyperparameters.descent(unit * rate), standardized);
        }
    }

    private void networks() {
        boolean alone = spec.kind() == ModelKind.NETWORK;
        for (double rate : alone ? NETWORKS : SMALL_NETWORKS) {
            add(
                    "network-" + rate,
                    ModelKind.NETWORK,
                    AdamHyperparameters.DEFAULT.at(rate),
                    spec.input(),
                    alone ? spec.layers() : small());
        }
    }

    /** The small network, which takes a tensor as features. */
    private List<LayerSpec> small() {
        if (spec.schema().tensor().isEmpty() || spec.input().projection().isPresent()) {
            return SMALL;
        }
        List<LayerSpec> layers = new ArrayList<>(List.of(new LayerSpec.Flatten()));
        layers.addAll(SMALL);
        return layers;
    }

    private void linear(String name, Hyperparameters rule, InputSpec input) {
        add(name, ModelKind.LINEAR, rule, input, List.of());
    }

    /** Linear models have no units. */
    private PlasticitySettings plasticity(ModelKind kind) {
        return kind == ModelKind.NETWORK ? spec.plasticity() : PlasticitySettings.OFF;
    }

    private void add(String name, ModelKind kind, Hyperparameters rule, InputSpec input, List<LayerSpec> layers) {
        LearnerSpec member = new LearnerSpec(
                spec.schema(), kind, spec.loss(), rule, layers, spec.step(), spec.seed(), spec.gemm(), input);
        members.add(new Member(
                name, Learners.unguarded(member.with(spec.stability()).with(plasticity(kind)))));
    }
}
