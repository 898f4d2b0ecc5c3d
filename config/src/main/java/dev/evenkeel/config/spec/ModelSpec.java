package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.data.Task;
import java.util.List;

/**
 * The model.
 *
 * @param task what is predicted
 * @param kind the family
 * @param loss what is minimized
 * @param layers of {@code kind: network}, input side first
 * @param plasticity how networks keep their ability to learn
 */
public record ModelSpec(
        @Key(about = "What is predicted.", required = true, example = "binary")
        Task task,

        @Key(about = "The family of the model; auto: Evenkeel picks.", orElse = "auto")
        ModelChoice kind,

        @Key(about = "What is minimized; auto: the task's own loss.")
        LossSpec loss,

        @Key(
                about = "The hidden layers of kind network, input side first; the output layer is added.",
                orElse = "[]",
                example = "[{type: dense, units: 64}, {type: relu}]")
        List<HiddenLayer> layers,

        @Key(about = "How networks keep their ability to learn.")
        PlasticitySpec plasticity) {
    /** Checks the ranges and copies the list. */
    public ModelSpec {
        Shapes.check(ModelSpec.class, task, kind, loss, layers, plasticity);
        layers = List.copyOf(layers);
    }
}
