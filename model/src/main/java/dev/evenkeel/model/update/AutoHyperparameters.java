package dev.evenkeel.model.update;

import java.util.Set;

/** No rule in particular: several of them are mixed, so that there is no learning rate to choose. */
public record AutoHyperparameters() implements Hyperparameters {
    /** The only one. */
    public static final AutoHyperparameters DEFAULT = new AutoHyperparameters();

    @Override
    public String rule() {
        return "auto";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }
}
