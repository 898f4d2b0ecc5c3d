package dev.evenkeel.job.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstOfOneSecondsWorthPassesAndThenTheRate() {
        RateLimit limit = new RateLimit(10, 5 * SECOND);

        assertThat(admitted(limit, 5 * SECOND, 100)).isEqualTo(10);
        assertThat(admitted(limit, 5 * SECOND + SECOND / 2, 100)).isEqualTo(5);
        assertThat(admitted(limit, 60 * SECOND, 100))
                .as("what was not used does not add up")
                .isEqualTo(10);
    }

    @Test
    void withoutALimitAllPass() {
        assertThat(admitted(new RateLimit(0, 0), 0, 1_000)).isEqualTo(1_000);
    }

    private static long admitted(RateLimit limit, long nowNs, int tries) {
        return IntStream.range(0, tries).filter(i -> limit.admits(nowNs)).count();
    }
}
