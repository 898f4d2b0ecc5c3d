package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong clock = new AtomicLong(1_000_000_007L);
    private final AtomicLong parked = new AtomicLong();

    private Pace pace(double perSecond) {
        return new Pace(perSecond, clock::get, nanos -> {
            parked.addAndGet(nanos);
            clock.addAndGet(nanos);
        });
    }

    @Test
    void eventsComeAtTheirRate() {
        Pace pace = pace(1_000);
        for (int i = 0; i < 1_001; i++) {
            pace.await();
        }
        assertThat(parked).hasValue(1_000_000_000L);
    }

    @Test
    void lostTimeIsMadeUpFor() {
        Pace pace = pace(10);
        pace.await();
        clock.addAndGet(1_000_000_000L);
        for (int i = 0; i < 10; i++) {
            pace.await();
        }
        assertThat(parked).hasValue(0);
        pace.await();
        assertThat(parked).hasValue(100_000_000L);
    }

    @Test
    void rateZeroHoldsNothingBack() {
        Pace pace = pace(0);
        pace.await();
        pace.await();
        assertThat(parked).hasValue(0);
    }

    @Test
    void ratesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> pace(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be >= 0: rate=-1.0");
        assertThatThrownBy(() -> pace(Double.NaN)).hasMessage("must be >= 0: rate=NaN");
    }
}
