package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.data.Projection;
import dev.evenkeel.model.learner.InputSpec;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.update.Hyperparameters;
import java.util.Optional;

/** Whether numbers are centred and scaled by their running moments. */
@Variants
public sealed interface StandardizeSpec {
    /** The learner's view of it, for a model of that family and rule. */
    InputSpec toInput(ModelKind kind, Hyperparameters rule, Optional<Projection> projection);

    /** What fits the model: by about the last 10,000 values, but off for linear rules that are scale-invariant. */
    record Auto() implements StandardizeSpec {
        @Override
        public InputSpec toInput(ModelKind kind, Hyperparameters rule, Optional<Projection> projection) {
            InputSpec usual = InputSpec.defaultFor(kind, rule);
            return new InputSpec(usual.standardize(), usual.keep(), projection);
        }
    }

    /** By the moments of all values seen. */
    record On() implements StandardizeSpec {
        @Override
        public InputSpec toInput(ModelKind kind, Hyperparameters rule, Optional<Projection> projection) {
            return new InputSpec(true, 1, projection);
        }
    }

    /** Numbers as they are. */
    record Off() implements StandardizeSpec {
        @Override
        public InputSpec toInput(ModelKind kind, Hyperparameters rule, Optional<Projection> projection) {
            return new InputSpec(false, 1, projection);
        }
    }

    /**
     * By moments in which older values count less.
     *
     * @param forget what is left of a value's influence after one more value
     */
    record Forget(
            @Key(
                    about = "By moments that forget: what each further value leaves of the influence of those before.",
                    required = true,
                    example = "0.9999",
                    above = "0",
                    below = "1")
            double forget)
            implements StandardizeSpec {
        /** Checks the range. */
        public Forget {
            Shapes.check(Forget.class, forget);
        }

        @Override
        public InputSpec toInput(ModelKind kind, Hyperparameters rule, Optional<Projection> projection) {
            return new InputSpec(true, forget, projection);
        }
    }
}
