package dev.evenkeel.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GemmsTest {
    @Test
    void theVectorApiIsPreferred() {
        assertThat(Gemms.choose(GemmChoice.AUTO).name()).isIn("vector-128", "vector-256", "vector-512");
    }

    @Test
    void eachCanBeNamed() {
        assertThat(Gemms.choose(GemmChoice.ND4J).name()).isEqualTo("nd4j");
        assertThat(Gemms.choose(GemmChoice.PLAIN).name()).isEqualTo("plain");
    }

    @Test
    void everyCallGivesAnInstanceWithScratchOfItsOwn() {
        assertThat(Gemms.choose(GemmChoice.VECTOR)).isNotSameAs(Gemms.choose(GemmChoice.VECTOR));
    }
}
