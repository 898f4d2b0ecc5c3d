package dev.evenkeel.model.drift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DriftHyperparametersTest {
    @Test
    void adwinsAreChecked() {
        refused("must be in (0, 1): delta=0.0", () -> new AdwinHyperparameters(0, 5, 32, 5, 0));
        refused("must be in (0, 1): delta=1.0", () -> new AdwinHyperparameters(1, 5, 32, 5, 0));
        refused("must be in (0, 1): delta=NaN", () -> new AdwinHyperparameters(Double.NaN, 5, 32, 5, 0));
        refused("must be in [2, 64]: buckets-per-row=1", () -> new AdwinHyperparameters(0.1, 1, 32, 5, 0));
        refused("must be in [1, 1048576]: every=0", () -> new AdwinHyperparameters(0.1, 5, 0, 5, 0));
        refused("must be in [1, 1048576]: min-part=0", () -> new AdwinHyperparameters(0.1, 5, 32, 0, 0));
        refused("must be >= 0 and finite: range=-1.0", () -> new AdwinHyperparameters(0.1, 5, 32, 5, -1));
        refused("must be >= 0 and finite: range=NaN", () -> new AdwinHyperparameters(0.1, 5, 32, 5, Double.NaN));
    }

    @Test
    void pageHinkleysAreChecked() {
        refused("must be >= 0 and finite: tolerance=-0.1", () -> new PageHinkleyHyperparameters(-0.1, 50, 30));
        refused("must be > 0 and finite: threshold=0.0", () -> new PageHinkleyHyperparameters(0, 0, 30));
        refused(
                "must be > 0 and finite: threshold=Infinity",
                () -> new PageHinkleyHyperparameters(0, Double.POSITIVE_INFINITY, 30));
        refused("must be in [1, 1048576]: min-examples=0", () -> new PageHinkleyHyperparameters(0, 50, 0));
    }

    @Test
    void kswinsAreChecked() {
        refused("must be in (0, 1): alpha=1.0", () -> new KswinHyperparameters(1, 100, 30, 1));
        refused("must be in [2, 32768]: sample=1", () -> new KswinHyperparameters(0.1, 100, 1, 1));
        refused("must be in [60, 65536]: window=59", () -> new KswinHyperparameters(0.1, 59, 30, 1));
        refused("must be in [1, 1048576]: every=0", () -> new KswinHyperparameters(0.1, 100, 30, 0));
    }

    private static void refused(String message, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
