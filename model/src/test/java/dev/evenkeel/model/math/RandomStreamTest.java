package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void drawsWhatSplitMixDoes() {
        RandomStream stream = new RandomStream(1234567);
        assertThat(stream.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(stream.nextLong()).isEqualTo(3203168211198807973L);
        SplittableRandom jdk = new SplittableRandom(-42);
        RandomStream ours = new RandomStream(-42);
        for (int i = 0; i < 1000; i++) {
            assertThat(ours.nextLong()).isEqualTo(jdk.nextLong());
        }
    }

    @Test
    void keyAndCounterAreTheWholeState() {
        RandomStream stream = new RandomStream(3).split("weights");
        for (int i = 0; i < 100; i++) {
            stream.nextGaussian();
        }
        RandomStream restored = new RandomStream(stream.key(), stream.counter());
        assertThat(restored.nextLong()).isEqualTo(stream.nextLong());
        assertThat(restored.nextGaussian()).isEqualTo(stream.nextGaussian());
    }

    @Test
    void splittingDoesNotAdvanceAndNamesDiffer() {
        RandomStream stream = new RandomStream(3);
        RandomStream a = stream.split("a");
        RandomStream b = stream.split("b");
        assertThat(stream.counter()).isZero();
        assertThat(a.nextLong())
                .isNotEqualTo(b.nextLong())
                .isEqualTo(stream.split("a").nextLong());
        assertThat(stream.split(1).key()).isNotEqualTo(stream.split(2).key());
    }

    @Test
    void gaussiansHaveTheMomentsOfANormal() {
        RandomStream stream = new RandomStream(11);
        int n = 200_000;
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            double x = stream.nextGaussian();
            for (int p = 1; p <= 4; p++) {
                sums[p] += Math.pow(x, p);
            }
        }
        assertThat(sums[1] / n).isCloseTo(0, Offset.offset(0.01));
        assertThat(sums[2] / n).isCloseTo(1, Offset.offset(0.02));
        assertThat(sums[3] / n).isCloseTo(0, Offset.offset(0.05));
        assertThat(sums[4] / n).isCloseTo(3, Offset.offset(0.1));
    }

    @Test
    void uniformsFillTheirRange() {
        RandomStream stream = new RandomStream(5);
        int[] counts = new int[10];
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            counts[stream.nextInt(10)]++;
            float u = stream.nextFloat();
            assertThat(u).isBetween(0f, Math.nextDown(1f));
            sum += u;
        }
        assertThat(sum / 100_000).isCloseTo(0.5, Offset.offset(0.005));
        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatThrownBy(() -> new RandomStream(0).nextInt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be > 0: bound=0");
    }
}
