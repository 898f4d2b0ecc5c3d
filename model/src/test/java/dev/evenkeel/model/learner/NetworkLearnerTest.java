package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import java.util.List;

class NetworkLearnerTest extends LearnerContract {
    @Override
    Learner learner(Task task, long seed) {
        return new NetworkLearner(new LearnerSpec(
                schema(task),
                ModelKind.NETWORK,
                LossKind.defaultFor(task),
                AdamHyperparameters.DEFAULT,
                List.of(),
                8,
                seed,
                GemmChoice.AUTO));
    }
}
