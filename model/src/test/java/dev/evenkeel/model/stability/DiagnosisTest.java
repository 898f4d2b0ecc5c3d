package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a linear layer whose score moves by 0.01 and is pulled by 0.1. */
class DiagnosisTest {
    private final HealthWatch watch = new HealthWatch(Schemas.of(Task.BINARY, 1, 0, 0, 12), 1);

    private void steps(int times, double gradient, double update) {
        for (int i = 0; i < times; i++) {
            watch.begin(0);
            watch.layer(0, new LayerSample("linear", gradient, gradient, update, Double.NaN, 1));
        }
    }

    private String sentence() {
        return watch.report(Verdict.WELL, Map.of(), new GuardCounts(), 0)
                .verdict()
                .sentence();
    }

    @Test
    void anExplosionIsToldByItsLastStepWhileItLasts() {
        steps(40, 0.1, 0.01);
        steps(2, 0.1, 1);
        assertThat(sentence())
                .contains("layer linear explodes: update ")
                .contains(" times its running mean since example ");
    }

    @Test
    void anExplosionBeforeCalmStepsIsNotToldByThem() {
        steps(40, 0.1, 0.01);
        steps(2, 0.1, 1);
        steps(3, 0, 0);
        assertThat(sentence())
                .contains("layer linear explodes: out of proportion in 2 of 20 sampled steps since example ")
                .doesNotContain("0.00 times");
    }
}
