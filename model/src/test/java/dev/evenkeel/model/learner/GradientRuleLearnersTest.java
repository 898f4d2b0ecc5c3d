package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdagradHyperparameters;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Averaging;
import dev.evenkeel.model.update.DogHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.LambHyperparameters;
import dev.evenkeel.model.update.Schedule;
import dev.evenkeel.model.update.ScheduleFreeBase;
import dev.evenkeel.model.update.ScheduleFreeHyperparameters;
import dev.evenkeel.model.update.SgdHyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;

/** What every learner keeps to, of both kinds under rules of gradients of each sort: plain, adaptive, with an average, global. */
class GradientRuleLearnersTest {
    private static final UpdateOptions AVERAGE = new UpdateOptions(
            1e-6,
            1e-6,
            OptionalDouble.empty(),
            new Schedule.Warmup(100),
            OptionalDouble.empty(),
            new Averaging.Ema(0.99));

    private static final UpdateOptions INTERCEPT =
            new UpdateOptions(0, 0, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.of(0.01), Averaging.NONE);

    abstract static class RuleContract extends LearnerContract {
        private final ModelKind kind;
        private final Hyperparameters rule;
        private final UpdateOptions options;

        RuleContract(ModelKind kind, Hyperparameters rule, UpdateOptions options) {
            this.kind = kind;
            this.rule = rule;
            this.options = options;
        }

        @Override
        Learner learner(Task task, long seed) {
            return Learners.create(new LearnerSpec(
                    schema(task),
                    kind,
                    Loss.of(LossKind.defaultFor(task)),
                    rule,
                    options,
                    List.of(),
                    kind == ModelKind.LINEAR ? 1 : 8,
                    seed,
                    GemmChoice.AUTO,
                    InputSpec.STANDARDIZED));
        }
    }

    @Nested
    class LinearSgd extends RuleContract {
        LinearSgd() {
            super(ModelKind.LINEAR, new SgdHyperparameters(0.01), INTERCEPT);
        }
    }

    @Nested
    class LinearAdagradWithAnAverage extends RuleContract {
        LinearAdagradWithAnAverage() {
            super(ModelKind.LINEAR, AdagradHyperparameters.DEFAULT, AVERAGE);
        }
    }

    @Nested
    class LinearScheduleFree extends RuleContract {
        LinearScheduleFree() {
            super(
                    ModelKind.LINEAR,
                    new ScheduleFreeHyperparameters(ScheduleFreeBase.ADAMW, 0.05, 0.9, 0.999, 1e-8, 1e-4),
                    INTERCEPT);
        }
    }

    @Nested
    class LinearDog extends RuleContract {
        LinearDog() {
            super(ModelKind.LINEAR, new DogHyperparameters(1e-2, false, 1e-8), UpdateOptions.NONE);
        }
    }

    @Nested
    class NetworkAdamWithAnAverage extends RuleContract {
        NetworkAdamWithAnAverage() {
            super(ModelKind.NETWORK, new AdamHyperparameters(3e-3, 0.9, 0.999, 1e-8), AVERAGE);
        }
    }

    @Nested
    class NetworkScheduleFree extends RuleContract {
        NetworkScheduleFree() {
            super(ModelKind.NETWORK, ScheduleFreeHyperparameters.DEFAULT, UpdateOptions.NONE);
        }
    }

    @Nested
    class NetworkLamb extends RuleContract {
        NetworkLamb() {
            super(ModelKind.NETWORK, new LambHyperparameters(3e-3, 0.9, 0.999, 1e-6), UpdateOptions.NONE);
        }
    }

    @Nested
    class NetworkDog extends RuleContract {
        NetworkDog() {
            super(ModelKind.NETWORK, new DogHyperparameters(1e-3, true, 1e-8), UpdateOptions.NONE);
        }
    }
}
