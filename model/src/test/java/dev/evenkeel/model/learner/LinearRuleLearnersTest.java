package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import org.junit.jupiter.api.Nested;

/** What every learner keeps to, of linear ones under each rule but the default; that is {@link LinearLearnerTest}. */
class LinearRuleLearnersTest {
    abstract static class RuleContract extends LearnerContract {
        private final Hyperparameters rule;
        private final UpdateOptions options;

        RuleContract(Hyperparameters rule, UpdateOptions options) {
            this.rule = rule;
            this.options = options;
        }

        @Override
        Learner learner(Task task, long seed) {
            return new LinearLearner(LinearStreams.spec(schema(task), rule, options));
        }
    }

    @Nested
    class Ftrl extends RuleContract {
        Ftrl() {
            super(FtrlHyperparameters.DEFAULT, LinearStreams.regularized(0.1, 0.1));
        }
    }

    @Nested
    class Coin extends RuleContract {
        Coin() {
            super(CoinHyperparameters.DEFAULT, UpdateOptions.NONE);
        }
    }

    @Nested
    class ShrunkenNag extends RuleContract {
        ShrunkenNag() {
            super(new NagHyperparameters(0.5, 0.5, true, true, true, 0.1, 0.01), LinearStreams.regularized(1e-5, 1e-5));
        }
    }

    @Nested
    class PlainGradientDescent extends RuleContract {
        PlainGradientDescent() {
            super(new NagHyperparameters(0.01, 0.5, false, false, false, 1, 0), UpdateOptions.NONE);
        }
    }

    @Nested
    class NormalizedGradientDescent extends RuleContract {
        NormalizedGradientDescent() {
            super(new NagHyperparameters(1, 0.3, false, true, true, 0, 0), UpdateOptions.NONE);
        }
    }
}
