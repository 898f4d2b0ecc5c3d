package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two models whose losses go up and down together, and whose ratio has noise of a tenth. */
class PairedEvidenceTest {
    private static final int RUNS = 1_000;
    private static final int BLOCKS = 128;

    /** In how many of the runs there was enough within so many blocks, when the other's loss is that many times the one's. */
    private static int found(double times, int blocks) {
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            PairedEvidence evidence = new PairedEvidence();
            boolean enough = false;
            for (int b = 0; b < blocks && !enough; b++) {
                double loss = Math.exp(random.nextGaussian());
                evidence.add(loss, times * loss * Math.exp(random.nextGaussian() / 10));
                enough = evidence.enough(8);
            }
            found += enough ? 1 : 0;
        }
        return found;
    }

    @Test
    void equalsAndWorseOnesAreSeldomFoundBetter() {
        assertThat(found(1, BLOCKS)).isBetween(1, RUNS / 16); // 57
        assertThat(found(0.95, BLOCKS)).isZero();
    }

    @Test
    void betterOnesAreFoundTheSoonerTheBetter() {
        assertThat(found(1.05, BLOCKS)).isGreaterThan(RUNS * 9 / 10);
        assertThat(found(1.1, 40)).isGreaterThan(RUNS * 9 / 10);
        assertThat(found(1.3, 16)).isGreaterThan(RUNS * 9 / 10);
    }

    @Test
    void oneBlockDecidesNothing() {
        PairedEvidence evidence = new PairedEvidence();
        for (int b = 0; b < 50; b++) {
            evidence.add(1, b == 20 ? 1e30 : 1);
            assertThat(evidence.enough(1)).as("block %s", b).isFalse();
        }
    }

    @Test
    void goesOnAlikeWhenRestored() {
        Random random = new Random(3);
        PairedEvidence evidence = new PairedEvidence();
        for (int b = 0; b < 10; b++) {
            evidence.add(1, 1.05 + random.nextGaussian() / 10);
        }
        PairedEvidence restored = new PairedEvidence();
        restored.restore(evidence.state());
        for (int b = 0; b < 30; b++) {
            double other = 1.1 + random.nextGaussian() / 10;
            evidence.add(1, other);
            restored.add(1, other);
            assertThat(restored.state()).containsExactly(evidence.state());
        }
        assertThat(restored.enough(8)).isTrue();
        evidence.clear();
        assertThat(evidence.state()).containsOnly(0);
    }
}
