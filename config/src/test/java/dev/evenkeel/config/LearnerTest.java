package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.minimal;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Projection;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TimeField;
import dev.evenkeel.model.drift.AdwinHyperparameters;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftSettings;
import dev.evenkeel.model.drift.KswinHyperparameters;
import dev.evenkeel.model.drift.PageHinkleyHyperparameters;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.learner.InputSpec;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.plasticity.Recycling;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.stability.RollbackSettings;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.Noise;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnerTest {
    @Test
    void schemaSaysWhatTheFileSays() {
        PipelineSpec spec = minimal(
                "schema.label={field: y, positive: \"yes\", negative: \"no\"}",
                "schema.categorical=[job]",
                "schema.text=[note]",
                "schema.missing=[none]",
                "schema.weight=w",
                "schema.time=at",
                "schema.hash-bits=20");
        assertThat(spec.schema())
                .isEqualTo(new Schema(
                        Task.BINARY,
                        new LabelSpec("y", "yes", "no", List.of()),
                        List.of("age", "balance"),
                        List.of("job"),
                        List.of("note"),
                        Set.of("none"),
                        Optional.of("w"),
                        Optional.of(new TimeField("at", "iso")),
                        20));
    }

    @Test
    void autoMixesBothFamiliesUnderTheTasksLoss() {
        PipelineSpec spec = minimal("model.task=regression", "seed=5");
        assertThat(spec.learner())
                .isEqualTo(new LearnerSpec(
                                spec.schema(),
                                ModelKind.AUTO,
                                LossKind.SQUARED,
                                AutoHyperparameters.DEFAULT,
                                List.of(),
                                LearnerSpec.DEFAULT_STEP,
                                5,
                                GemmChoice.AUTO)
                        .with(StabilitySettings.BALANCED)
                        .with(new DriftSettings(
                                AdwinHyperparameters.DEFAULT, List.of("loss"), Set.of(DriftAction.REPORT), 3, 1000)));
        assertThat(spec.learner().input()).isEqualTo(InputSpec.FOLLOWING);
    }

    @Test
    void guardsAreSetAsAWholeAndAlone() {
        assertThat(minimal().learner().stability()).isEqualTo(StabilitySettings.BALANCED);
        assertThat(minimal("stability.profile=balanced").learner().stability()).isEqualTo(StabilitySettings.BALANCED);
        assertThat(minimal("stability.profile=off").learner().stability()).isEqualTo(StabilitySettings.OFF);
        assertThat(minimal("stability.profile=cautious").learner().stability()).isEqualTo(StabilitySettings.CAUTIOUS);
        StabilitySettings mixed = minimal(
                        "stability={profile: fast, normalize: layer-l2, trust-ratio: 10, clip: {agc: 0.01, update: off}, input: {absurd: 30}}")
                .learner()
                .stability();
        assertThat(mixed)
                .isEqualTo(new StabilitySettings(
                        OptionalDouble.of(30),
                        StabilitySettings.FAST.bound(),
                        StabilitySettings.FAST.lossGradient(),
                        Normalization.LAYER_L2,
                        OptionalDouble.of(0.01),
                        StabilitySettings.FAST.zclip(),
                        OptionalDouble.of(10),
                        OptionalDouble.empty(),
                        StabilitySettings.FAST.overshoot(),
                        StabilitySettings.FAST.rollback()));
    }

    @Test
    void driftIsWatchedAsTheFileSays() {
        assertThat(Fixture.parse(MINIMAL + "drift: {detector: adwin, on-alarm: report}\n")
                        .spec()
                        .learner()
                        .drift())
                .isEqualTo(minimal().learner().drift());
        assertThat(minimal(
                                "drift={detector: {type: page-hinkley, threshold: 20}, watch: [loss, age],"
                                        + " on-alarm: [raise-step, reanchor, forget-inputs], step-factor: 5, step-examples: 200}")
                        .learner()
                        .drift())
                .isEqualTo(new DriftSettings(
                        new PageHinkleyHyperparameters(0.005, 20, 30),
                        List.of("loss", "age"),
                        Set.of(DriftAction.RAISE_STEP, DriftAction.REANCHOR, DriftAction.FORGET_INPUTS),
                        5,
                        200));
        assertThat(minimal("drift.detector=kswin").learner().drift().detector())
                .isEqualTo(KswinHyperparameters.DEFAULT);
        assertThat(minimal("drift.detector=off").learner().drift()).isEqualTo(DriftSettings.OFF);
    }

    @Test
    void plasticityIsKeptAsTheFileSays() {
        assertThat(minimal(
                                "model.kind=mlp",
                                "model.plasticity={l2-init: 0.1, shrink: 0.2, perturb: 0.3, recycle: redo}")
                        .learner()
                        .plasticity())
                .isEqualTo(new PlasticitySettings(0.1, 0.2, 0.3, Recycling.Redo.DEFAULT));
        assertThat(minimal("model.plasticity.recycle={type: continual-backprop, rate: 1e-3, maturity: 50}")
                        .learner()
                        .plasticity()
                        .recycling())
                .isEqualTo(new Recycling.ContinualBackprop(1e-3, 50, 0.99));
        assertThat(minimal().learner().plasticity()).isEqualTo(PlasticitySettings.OFF);
    }

    @Test
    void rollbackIsAsTheProfileHasItUnlessItIsSaid() {
        assertThat(minimal("stability={profile: off, rollback: {keep: 3}}")
                        .learner()
                        .stability()
                        .rollback())
                .isEmpty();
        assertThat(minimal("stability={profile: fast, rollback: off}")
                        .learner()
                        .stability()
                        .rollback())
                .isEmpty();
        assertThat(minimal("stability={profile: fast, rollback: {keep: 3, max-bytes: 2KiB}}")
                        .learner()
                        .stability()
                        .rollback())
                .contains(new RollbackSettings(3, 2048, 5, 3, RollbackSettings.OnHalt.PAUSE));
        assertThat(minimal("stability.rollback={band: 8, retries: 0, on-halt: consume}")
                        .learner()
                        .stability()
                        .rollback())
                .contains(new RollbackSettings(5, 256L << 20, 8, 0, RollbackSettings.OnHalt.CONSUME));
        assertThat(mistakes(MINIMAL, "stability.rollback.max-bytes=many"))
                .singleElement()
                .asString()
                .contains("must be a number of bytes such as 256MiB");
    }

    @Test
    void aLimitOutOfItsRangeIsAMistake() {
        assertThat(mistakes(MINIMAL, "stability.input.absurd=0.5"))
                .singleElement()
                .asString()
                .contains("must be > 1 and finite: absurd=0.5");
        assertThat(mistakes(MINIMAL, "stability.clip.agc=tight"))
                .singleElement()
                .asString()
                .contains("must be a number, off or profile");
    }

    @Test
    void aRuleBringsTheFamilyItIsMadeFor() {
        assertThat(minimal("update=nag").learner().kind()).isEqualTo(ModelKind.LINEAR);
        assertThat(minimal("update=nag").learner().input()).isEqualTo(InputSpec.RAW);
        assertThat(minimal("update=ftrl").learner().input()).isEqualTo(InputSpec.FOLLOWING);
        assertThat(minimal("update=lamb").learner().kind()).isEqualTo(ModelKind.NETWORK);
        assertThat(minimal("update=nag", "model.kind=linear").learner().kind()).isEqualTo(ModelKind.LINEAR);
    }

    @Test
    void rowsArePreparedAsTheFileSays() {
        assertThat(minimal("model.kind=mlp").learner().input()).isEqualTo(InputSpec.FOLLOWING);
        assertThat(minimal("model.kind=mlp", "schema.standardize=off").learner().input())
                .isEqualTo(InputSpec.RAW);
        assertThat(minimal("schema.standardize=on").learner().input()).isEqualTo(InputSpec.STANDARDIZED);
        assertThat(minimal("schema.standardize={forget: 0.99}", "schema.projection={type: online-pca, dimensions: 2}")
                        .learner()
                        .input())
                .isEqualTo(new InputSpec(true, 0.99, Optional.of(new Projection(Projection.Type.ONLINE_PCA, 2))));
        assertThat(minimal("schema.projection=sparse-random").learner().input())
                .isEqualTo(new InputSpec(true, 0.9999, Optional.of(new Projection(Projection.Type.SPARSE_RANDOM, 64))));
        assertThat(minimal("schema.categorical=[job, month]", "schema.crosses=[[job, month]]")
                        .schema()
                        .tokenFields())
                .containsExactly("job", "month", "job*month");
    }

    @Test
    void noiseComesFromThePipelinesSeed() {
        assertThat(minimal("update=sgd", "stability.noise={gaussian: 0.3}", "seed=7")
                        .learner()
                        .options()
                        .noise())
                .isEqualTo(new Noise(Noise.Kind.GAUSSIAN, 0.3, 7));
        assertThat(minimal("update=sgd", "stability={noise: {sgld: 1e-4}}", "seed=7")
                        .learner()
                        .options()
                        .noise())
                .isEqualTo(new Noise(Noise.Kind.LANGEVIN, 1e-4, 7));
        assertThat(minimal("stability.noise=none").learner().options()).isEqualTo(UpdateOptions.NONE);
    }

    @Test
    void mlpIsANetworkWithTheLearnersOwnLayers() {
        LearnerSpec learner =
                minimal("model.kind=mlp", "window.step=32", "math.gemm=nd4j").learner();
        assertThat(learner.kind()).isEqualTo(ModelKind.NETWORK);
        assertThat(learner.layers()).isEmpty();
        assertThat(learner.rule()).isEqualTo(AutoHyperparameters.DEFAULT);
        assertThat(learner.step()).isEqualTo(32);
        assertThat(learner.gemm()).isEqualTo(GemmChoice.ND4J);
    }

    @Test
    void networkHasTheLayersGiven() {
        LearnerSpec learner = minimal(
                        "model={task: binary, kind: network, loss: logistic, layers: [{type: dense, units: 64},"
                                + " {type: layer-norm}, {type: relu}]}",
                        "update={rule: adam, learning-rate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-6}")
                .learner();
        assertThat(learner.layers())
                .containsExactly(new LayerSpec.Dense(64), new LayerSpec.LayerNorm(), new LayerSpec.Relu());
        assertThat(learner.loss()).isEqualTo(Loss.of(LossKind.LOGISTIC));
        assertThat(learner.rule()).isEqualTo(new AdamHyperparameters(0.01, 0.8, 0.99, 1e-6));
    }

    @Test
    void aLossIsAWordOrHasSettings() {
        assertThat(loss("regression", "huber")).isEqualTo(Loss.huber(1));
        assertThat(loss("regression", "{type: huber, delta: 2.5}")).isEqualTo(Loss.huber(2.5));
        assertThat(loss("regression", "{type: quantile, tau: 0.9}")).isEqualTo(Loss.quantile(0.9));
        assertThat(loss("regression", "poisson")).isEqualTo(Loss.of(LossKind.POISSON));
        assertThat(loss("binary", "hinge")).isEqualTo(Loss.of(LossKind.HINGE));
        assertThat(minimal(
                                "schema.label={field: y, classes: [a, b]}",
                                "model={task: multiclass, kind: mlp, loss: {type: softmax, label-smoothing: 0.1}}")
                        .learner()
                        .loss())
                .isEqualTo(Loss.softmax(0.1));
    }

    private static Loss loss(String task, String loss) {
        return minimal("model={task: " + task + ", loss: " + loss + "}")
                .learner()
                .loss();
    }
}
