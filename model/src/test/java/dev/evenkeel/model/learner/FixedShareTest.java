package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.math.RandomStream;
import org.junit.jupiter.api.Test;

class FixedShareTest {
    private static final double TOLERANCE = 1e-12;

    @Test
    void oneStepIsBayesRuleAndTheShare() {
        FixedShare shares = new FixedShare(2);
        shares.add(new double[] {Math.log(2), Math.log(6)}, 1);
        // likelihoods 1/2 and 1/6: posterior 3/4 and 1/4, of which a thousandth is shared
        assertThat(shares.weight(0)).isCloseTo(0.999 * 0.75 + 0.0005, within(TOLERANCE));
        assertThat(shares.weight(1)).isCloseTo(0.999 * 0.25 + 0.0005, within(TOLERANCE));
    }

    @Test
    void theWorstExpertIsFollowedWithinItsLogarithmOfBetterPredictions() {
        FixedShare shares = new FixedShare(4);
        for (int i = 0; i < 10_000; i++) {
            shares.add(new double[] {0, 5, 5, 5}, 1);
        }
        assertThat(shares.weight(1)).isGreaterThanOrEqualTo(FixedShare.SHARE / 4);
        int steps = 0;
        while (shares.weight(1) < 0.5) {
            shares.add(new double[] {1, 0, 1, 1}, 1);
            steps++;
        }
        assertThat(steps).isLessThanOrEqualTo((int) Math.ceil(Math.log(4 / FixedShare.SHARE)) + 1);
    }

    @Test
    void regretAgainstTheBestSequenceKeepsToTheBound() {
        // theorem 2 of the paper, learning rate 1 and log loss: k switches in n rounds cost at most
        // ln M + k·ln((M - 1)/α') + (n - 1 - k)·ln(1/(1 - α')), α' = α(M - 1)/M the probability of a switch
        int n = 3_000;
        RandomStream random = new RandomStream(7);
        FixedShare shares = new FixedShare(3);
        double own = 0;
        double best = 0;
        for (int i = 0; i < n; i++) {
            int good = i / 1_000;
            double[] probabilities = new double[3];
            double[] losses = new double[3];
            double mixed = 0;
            for (int m = 0; m < 3; m++) {
                probabilities[m] = m == good ? 0.8 : 0.1 + 0.5 * random.nextFloat();
                losses[m] = -Math.log(probabilities[m]);
                mixed += shares.weight(m) * probabilities[m];
            }
            own -= Math.log(mixed);
            best += losses[good];
            shares.add(losses, 1);
        }
        double away = FixedShare.SHARE * 2 / 3;
        double bound = Math.log(3) + 2 * Math.log(2 / away) + (n - 3) * -Math.log1p(-away);
        assertThat(own - best).isLessThanOrEqualTo(bound);
    }

    @Test
    void anImportanceOfTwoIsTheSquareOfTheLikelihood() {
        FixedShare shares = new FixedShare(2);
        shares.add(new double[] {0, Math.log(3)}, 2);
        assertThat(shares.weight(0)).isCloseTo(0.999 * 0.9 + 0.0005, within(TOLERANCE));
    }

    @Test
    void hugeLossesAndInfinitiesLeaveWeightsThatAddUpToOne() {
        FixedShare shares = new FixedShare(3);
        shares.add(new double[] {1e300, Double.POSITIVE_INFINITY, 2e300}, 1);
        shares.add(new double[] {Double.NaN, 3, 1e9}, 1);
        assertThat(shares.weight(0) + shares.weight(1) + shares.weight(2)).isCloseTo(1, within(TOLERANCE));
        assertThat(shares.weight(1)).isGreaterThan(0.99);
    }

    @Test
    void lossesThatSayNothingChangeNothing() {
        FixedShare shares = new FixedShare(2);
        shares.add(new double[] {1, 2}, 1);
        double before = shares.weight(0);
        shares.add(new double[] {Double.NaN, Double.NaN}, 1);
        assertThat(shares.weight(0)).isEqualTo(before);
    }

    @Test
    void levellingGoesBackTowardsEqualWeights() {
        FixedShare shares = new FixedShare(2);
        shares.set(new double[] {0.9, 0.1});
        shares.level(0.5);
        assertThat(shares.weight(0)).isCloseTo(0.7, within(TOLERANCE));
        assertThat(shares.weight(1)).isCloseTo(0.3, within(TOLERANCE));
    }

    @Test
    void refusesWeightsThatAreNoShares() {
        FixedShare shares = new FixedShare(2);
        assertThatThrownBy(() -> shares.set(new double[] {0.9, 0.2}))
                .hasMessage("must be 2 shares of 1: weights=[0.9, 0.2]");
        assertThatThrownBy(() -> shares.set(new double[] {1})).hasMessage("must be 2 shares of 1: weights=[1.0]");
        assertThatThrownBy(() -> shares.set(new double[] {1.5, -0.5}))
                .hasMessage("must be 2 shares of 1: weights=[1.5, -0.5]");
    }
}
