package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.Gemms;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualTest extends LayerContract {
    @Override
    Layer layer() {
        return new Residual("residual-0", inner(7), MAX_ROWS);
    }

    private static Network inner(int outputs) {
        return new Network(List.of(
                new Dense(
                        randomParameter("dense-0/weight", 3, 7, 5),
                        randomParameter("dense-0/bias", 4, 5),
                        Gemms.choose(GemmChoice.PLAIN),
                        MAX_ROWS),
                new Tanh("tanh-0", 5, MAX_ROWS),
                new Dense(
                        randomParameter("dense-1/weight", 5, 5, outputs),
                        randomParameter("dense-1/bias", 6, outputs),
                        Gemms.choose(GemmChoice.PLAIN),
                        MAX_ROWS)));
    }

    @Test
    void refusesAChainThatGivesAnotherShape() {
        assertThatThrownBy(() -> new Residual("residual-0", inner(8), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must give the shape it takes: layer=residual-0, outputs=8, expected=7");
    }
}
