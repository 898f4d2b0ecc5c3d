package dev.evenkeel.model.update;

import java.util.Set;

/**
 * Settings of coin betting (Orabona, Tommasi, arXiv 1705.07795, algorithm 2), which has no learning rate.
 *
 * @param alpha the first wealth
 * @param beta the least bound on the derivative of the loss
 */
public record CoinHyperparameters(
        @Hyperparameter(about = "The first wealth.", above = "0")
        double alpha,

        @Hyperparameter(about = "The least bound on the derivative of the loss.", above = "0")
        double beta)
        implements Hyperparameters {
    /** Vowpal Wabbit's defaults. */
    public static final CoinHyperparameters DEFAULT = new CoinHyperparameters(4, 1);

    /** Checks the ranges. */
    public CoinHyperparameters {
        Ranges.check(CoinHyperparameters.class, alpha, beta);
    }

    @Override
    public String rule() {
        return "coin";
    }

    @Override
    public boolean network() {
        return false;
    }

    @Override
    public boolean scaleInvariant() {
        return true;
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }
}
