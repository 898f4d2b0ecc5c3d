package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Averaging;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.LambHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.Schedule;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LearnerSpecTest {
    private static final Schema SCHEMA = Schemas.of(Task.BINARY, 2, 1, 0, 18);

    @Test
    void aNetworkHasNoIntercept() {
        UpdateOptions options = new UpdateOptions(
                0, 0, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.of(0.1), Averaging.NONE);
        assertThatThrownBy(() -> new LearnerSpec(
                        SCHEMA,
                        ModelKind.NETWORK,
                        Loss.of(LossKind.LOGISTIC),
                        AdamHyperparameters.DEFAULT,
                        options,
                        List.of(),
                        8,
                        1,
                        GemmChoice.AUTO,
                        InputSpec.STANDARDIZED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network has no intercept: kind=network, intercept-learning-rate=0.1");
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> spec(ModelKind.LINEAR, LossKind.SQUARED, NagHyperparameters.DEFAULT, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss does not fit the task: loss=squared, task=binary");
        assertThatThrownBy(() -> spec(ModelKind.LINEAR, LossKind.LOGISTIC, LambHyperparameters.DEFAULT, List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule does not fit the model: rule=lamb, kind=linear");
        List<LayerSpec> relu = List.of(new LayerSpec.Relu());
        assertThatThrownBy(() -> spec(ModelKind.LINEAR, LossKind.LOGISTIC, NagHyperparameters.DEFAULT, relu, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only a network has layers: kind=linear, layers=[Relu[]]");
        assertThatThrownBy(() -> spec(ModelKind.NETWORK, LossKind.LOGISTIC, AdamHyperparameters.DEFAULT, relu, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 1: step=0");
    }

    @Test
    void hyperparametersAreNoPartOfTheIdentity() {
        LearnerSpec one = LinearStreams.spec(SCHEMA, NagHyperparameters.DEFAULT);
        LearnerSpec two = LinearStreams.spec(SCHEMA, new NagHyperparameters(1, 0.3));
        assertThat(one.identity()).isEqualTo(two.identity());
    }

    @Test
    void theIdentityNamesWhatMakesAnotherModel() {
        assertThat(LinearStreams.spec(SCHEMA, NagHyperparameters.DEFAULT).identity())
                .containsEntry("model.task", "binary")
                .containsEntry("model.kind", "linear")
                .containsEntry("model.loss", "logistic")
                .containsEntry("update.rule", "nag")
                .containsEntry("schema.numeric", "n0,n1")
                .containsEntry("schema.categorical", "c0")
                .containsEntry("schema.hash-bits", "18")
                .doesNotContainKeys("seed", "window.step");
        List<LayerSpec> layers = List.of(new LayerSpec.Dense(8), new LayerSpec.LayerNorm(), new LayerSpec.Relu());
        assertThat(spec(ModelKind.NETWORK, LossKind.LOGISTIC, AdamHyperparameters.DEFAULT, layers, 4)
                        .identity())
                .containsEntry("model.layers", "[Dense[units=8, init=AUTO], LayerNorm[], Relu[]]")
                .containsEntry("seed", "1")
                .containsEntry("window.step", "4");
    }

    @Test
    void swappingPositiveAndNegativeIsAnotherModel() {
        LearnerSpec yes = LinearStreams.spec(LinearStreams.withPositive("yes"), NagHyperparameters.DEFAULT);
        LearnerSpec no = LinearStreams.spec(LinearStreams.withPositive("no"), NagHyperparameters.DEFAULT);
        assertThat(yes.identity()).isNotEqualTo(no.identity()).containsEntry("schema.label.positive", "yes");
    }

    @Test
    void namesWithCommasStayApart() {
        assertThat(numeric("a,b")).isNotEqualTo(numeric("a", "b"));
        assertThat(numeric("a\\", "b")).isNotEqualTo(numeric("a\\,b"));
        assertThat(numeric("a", "b")).isEqualTo("a,b");
    }

    private static String numeric(String... names) {
        Schema schema = Schemas.of(Task.BINARY, LabelSpec.number("y"), List.of(names), List.of(), List.of(), 18);
        return LinearStreams.spec(schema, NagHyperparameters.DEFAULT).identity().get("schema.numeric");
    }

    private static LearnerSpec spec(
            ModelKind kind, LossKind loss, Hyperparameters rule, List<LayerSpec> layers, int step) {
        return new LearnerSpec(SCHEMA, kind, loss, rule, layers, step, 1, GemmChoice.AUTO);
    }
}
