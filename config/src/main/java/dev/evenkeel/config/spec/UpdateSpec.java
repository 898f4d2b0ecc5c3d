package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Splice;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.update.AdadeltaHyperparameters;
import dev.evenkeel.model.update.AdagradHyperparameters;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.AdamwHyperparameters;
import dev.evenkeel.model.update.AmsgradHyperparameters;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.DogHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.LambHyperparameters;
import dev.evenkeel.model.update.LarsHyperparameters;
import dev.evenkeel.model.update.LionHyperparameters;
import dev.evenkeel.model.update.MomentumHyperparameters;
import dev.evenkeel.model.update.NadamHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.NesterovHyperparameters;
import dev.evenkeel.model.update.ProdigyHyperparameters;
import dev.evenkeel.model.update.RmspropHyperparameters;
import dev.evenkeel.model.update.ScheduleFreeHyperparameters;
import dev.evenkeel.model.update.SgdHyperparameters;
import dev.evenkeel.model.update.StableAdamwHyperparameters;

/** The rule that turns gradients into changes of weights, with its hyperparameters and what goes with any rule. */
@Variants(by = "rule", orElse = "auto")
public sealed interface UpdateSpec {
    /** The rule and its settings. */
    Hyperparameters settings();

    /** What goes with any rule. */
    OptionsSpec options();

    /** No learning rate to choose: rules are mixed. */
    record Auto(@Splice OptionsSpec options) implements UpdateSpec {
        @Override
        public Hyperparameters settings() {
            return AutoHyperparameters.DEFAULT;
        }
    }

    /** Plain gradient steps. */
    record Sgd(@Splice SgdHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** A heavy ball. */
    record Momentum(
            @Splice MomentumHyperparameters settings,
            @Splice OptionsSpec options) implements UpdateSpec {}

    /** Nesterov's accelerated gradient. */
    record Nesterov(
            @Splice NesterovHyperparameters settings,
            @Splice OptionsSpec options) implements UpdateSpec {}

    /** AdaGrad. */
    record Adagrad(
            @Splice AdagradHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** RMSProp. */
    record Rmsprop(
            @Splice RmspropHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** AdaDelta. */
    record Adadelta(
            @Splice AdadeltaHyperparameters settings,
            @Splice OptionsSpec options) implements UpdateSpec {}

    /** Adam. */
    record Adam(
            @Splice AdamHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Adam with decoupled weight decay. */
    record Adamw(
            @Splice AdamwHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** AMSGrad. */
    record Amsgrad(
            @Splice AmsgradHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Nadam. */
    record Nadam(
            @Splice NadamHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** AdamW with clipped updates. */
    record StableAdamw(
            @Splice StableAdamwHyperparameters settings,
            @Splice OptionsSpec options) implements UpdateSpec {}

    /** Layer-wise adaptive rates with momentum. */
    record Lars(
            @Splice LarsHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Layer-wise adaptive rates with Adam. */
    record Lamb(
            @Splice LambHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** The sign of a mean gradient. */
    record Lion(
            @Splice LionHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** An average in place of a schedule. */
    record ScheduleFree(
            @Splice ScheduleFreeHyperparameters settings,
            @Splice OptionsSpec options) implements UpdateSpec {}

    /** Normalized, adaptive, importance-invariant updates. */
    record Nag(@Splice NagHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** FTRL-proximal. */
    record Ftrl(
            @Splice FtrlHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Coin betting. */
    record Coin(
            @Splice CoinHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Distance over gradients. */
    record Dog(@Splice DogHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}

    /** Adam with an estimated rate. */
    record Prodigy(
            @Splice ProdigyHyperparameters settings, @Splice OptionsSpec options) implements UpdateSpec {}
}
