package dev.evenkeel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BrokerSettingsTest {
    private final BrokerSettings settings = BrokerSettings.in(Path.of("kafka"));

    @Test
    void takesAFreePortUnlessToldOtherwise() {
        assertThat(settings.port()).isZero();
        assertThat(settings.withPort(9092).port()).isEqualTo(9092);
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> settings.withPort(65536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [0, 65535]: port=65536");
    }

    @Test
    void refusesToWaitForNothing() {
        assertThatThrownBy(() -> settings.withCloseTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be positive: closeTimeout=PT0S");
    }
}
