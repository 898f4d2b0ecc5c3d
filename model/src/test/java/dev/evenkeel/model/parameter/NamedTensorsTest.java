package dev.evenkeel.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedTensorsTest {
    private final NamedTensors tensors = new NamedTensors()
            .put("f", new float[6], 2, 3)
            .put("d", new double[] {1}, 1)
            .put("i", new int[0], 0)
            .put("l", new long[] {7})
            .put("b", new byte[] {1, 2}, 2, 1);

    @Test
    void tensorsComeBackInTheOrderTheyWerePut() {
        assertThat(tensors.names()).containsExactly("f", "d", "i", "l", "b");
        assertThat(tensors.floats("f")).hasSize(6);
        assertThat(tensors.doubles("d", 1)).containsExactly(1);
        assertThat(tensors.ints("i")).isEmpty();
        assertThat(tensors.longs("l", 1)).containsExactly(7);
        assertThat(tensors.bytes("b")).containsExactly(1, 2);
        assertThat(tensors.get("f").shape()).containsExactly(2, 3);
        assertThat(tensors.contains("f")).isTrue();
        assertThat(tensors.contains("g")).isFalse();
    }

    @Test
    void arraysAreAliased() {
        float[] data = {1};
        assertThat(new NamedTensors().put("a", data, 1).floats("a")).isSameAs(data);
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> tensors.put("g", new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape must fit the data: tensor=g, shape=[2, 3], elements=5");
        assertThatThrownBy(() -> tensors.put("g", new float[6], -2, -3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape must fit the data: tensor=g, shape=[-2, -3], elements=6");
    }

    @Test
    void aNameIsPutOnce() {
        assertThatThrownBy(() -> tensors.put("f", new float[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be new: tensor=f");
    }

    @Test
    void whatIsMissingIsNamedBesideWhatIsPresent() {
        assertThatThrownBy(() -> tensors.floats("g"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such tensor: tensor=g, present=[f, d, i, l, b]");
    }

    @Test
    void anotherTypeOrLengthIsRefused() {
        assertThatThrownBy(() -> tensors.floats("d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong type: tensor=d, type=F64, expected=F32");
        assertThatThrownBy(() -> tensors.floats("f", 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: tensor=f, length=6, expected=7");
    }
}
