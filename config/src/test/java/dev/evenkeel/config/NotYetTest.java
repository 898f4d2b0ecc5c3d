package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotYetTest {
    @ParameterizedTest
    @ValueSource(strings = {"state.ttl"})
    void keyThatIsPromisedIsNotCalledUnknown(String key) {
        assertThat(mistakes(MINIMAL, key + "=x"))
                .containsExactly("--set " + key + ": is not available in this version; remove it");
    }

    @Test
    void valueThatIsPromisedIsNotCalledUnknown() {
        assertThat(mistakes(MINIMAL + "topology: {type: per-key, field: device}\n"))
                .containsExactly("bank.yaml:8: topology.type=per-key: is not available in this version; write single");
    }
}
