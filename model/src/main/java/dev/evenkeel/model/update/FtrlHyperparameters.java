package dev.evenkeel.model.update;

import java.util.Set;

/**
 * Settings of FTRL-proximal (McMahan et al., KDD 2013, algorithm 1, doi:10.1145/2487575.2488200).
 *
 * @param alpha the learning rate
 * @param beta what the root of the accumulated squared gradients starts at
 */
public record FtrlHyperparameters(
        @Hyperparameter(about = "The learning rate.", above = "0")
        double alpha,

        @Hyperparameter(about = "What the root of the accumulated squared gradients starts at.", min = "0")
        double beta)
        implements Hyperparameters {
    /** A middle value of the rate, and the paper's beta. */
    public static final FtrlHyperparameters DEFAULT = new FtrlHyperparameters(0.2, 1);

    /** Checks the ranges. */
    public FtrlHyperparameters {
        Ranges.check(FtrlHyperparameters.class, alpha, beta);
    }

    @Override
    public String rule() {
        return "ftrl";
    }

    @Override
    public boolean network() {
        return false;
    }

    /** Both are part of its formula: they act on the weights' closed form, not on gradients. */
    @Override
    public Set<String> options() {
        return Set.of("l1", "l2");
    }
}
