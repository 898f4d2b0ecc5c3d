package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.math.Matrix;
import org.junit.jupiter.api.Test;

class FlattenTest extends LayerContract {
    @Override
    Layer layer() {
        return new Flatten("flatten-0", 21);
    }

    @Test
    void copiesNothing() {
        Matrix x = Matrix.zeros(2, 21);
        assertThat(layer().forward(x)).isSameAs(x);
        assertThat(layer().backward(x)).isSameAs(x);
    }
}
