package dev.evenkeel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class BoundedStopTest {
    @Test
    void waitsForTheStop() throws IOException {
        var stopped = new AtomicBoolean();

        BoundedStop.run("broker", Duration.ofSeconds(10), () -> stopped.set(true));

        assertThat(stopped).isTrue();
    }

    @Test
    void saysWhatHangsAndWhere() {
        var never = new CountDownLatch(1);

        assertThatThrownBy(() -> BoundedStop.run("broker", Duration.ofMillis(50), () -> awaitQuietly(never)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("must stop in time: broker, timeoutMs=50, waiting in ")
                .hasMessageContaining("CountDownLatch.await");
        never.countDown();
    }

    @Test
    void handsOnWhatFailed() {
        assertThatThrownBy(() -> BoundedStop.run("broker", Duration.ofSeconds(10), () -> {
                    throw new IllegalStateException("disk gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("must stop: broker, cause=java.lang.IllegalStateException: disk gone");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
