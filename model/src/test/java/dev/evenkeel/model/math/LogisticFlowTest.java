package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LogisticFlowTest {
    @Test
    void agreesWithNewtonsMethodFromAbove() {
        for (double margin = -60; margin <= 16.6; margin += 0.37) {
            for (double time = 1e-6; time < 1e6; time *= 1.7) {
                assertThat(LogisticFlow.distance(margin, time))
                        .as("margin %s, time %s", margin, time)
                        .isCloseTo(newton(margin, time), Percentage.withPercentage(1e-9))
                        .isBetween(0.0, time);
            }
        }
    }

    /** The function is convex, so Newton's method converges from any point above the root. */
    private static double newton(double margin, double time) {
        double e = Math.exp(margin);
        double delta = Math.min(time, Math.log1p(time / e));
        for (int i = 0; i < 100; i++) {
            delta -= (delta + e * Math.expm1(delta) - time) / (1 + e * Math.exp(delta));
        }
        return delta;
    }
}
