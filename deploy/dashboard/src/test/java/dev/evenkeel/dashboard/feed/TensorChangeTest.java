package dev.evenkeel.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.parameter.NamedTensors;
import org.junit.jupiter.api.Test;

final class TensorChangeTest {
    private final NamedTensors before = new NamedTensors().put("w", new float[] {3, 4}, 2);

    @Test
    void changesAreNormsOfDifferences() {
        NamedTensors after = new NamedTensors().put("w", new float[] {3, 9}, 2);
        TensorChange change = TensorChange.of("w", before.get("w"), after.get("w"));
        assertThat(change.shape()).isEqualTo("2");
        assertThat(change.before()).isEqualTo(5);
        assertThat(change.after()).isCloseTo(Math.sqrt(90), within(1e-12));
        assertThat(change.change()).isEqualTo(5);
        assertThat(change.changed()).isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedSaysSo() {
        NamedTensors after = new NamedTensors().put("w", new float[] {3, 4, 0}, 3);
        assertThat(TensorChange.of("w", before.get("w"), after.get("w")))
                .isEqualTo(new TensorChange("w", "3", 5, 5, Double.NaN, -1));
        assertThat(TensorChange.of("w", before.get("w"), null))
                .isEqualTo(new TensorChange("w", "2", 5, Double.NaN, Double.NaN, -1));
    }
}
