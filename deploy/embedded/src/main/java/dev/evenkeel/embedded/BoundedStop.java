package dev.evenkeel.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Runs a stop that may hang, for so long and no longer. */
final class BoundedStop {
    private static final int FRAMES_SHOWN = 6;

    private BoundedStop() {}

    /**
     * Runs the stop on a thread of its own and waits for it.
     *
     * @throws IOException when it fails, when it is not done in time (with the frames it waits in), or on interruption
     */
    static void run(String what, Duration timeout, Runnable stop) throws IOException {
        var failure = new AtomicReference<Throwable>();
        var thread = new Thread(stop, "stop " + what);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ignored, e) -> failure.set(e));
        thread.start();
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting: stop=" + what);
        }
        if (thread.isAlive()) {
            throw new IOException("must stop in time: %s, timeoutMs=%d, waiting in %s"
                    .formatted(what, timeout.toMillis(), frames(thread)));
        }
        if (failure.get() != null) {
            throw new IOException("must stop: %s, cause=%s".formatted(what, failure.get()), failure.get());
        }
    }

    private static String frames(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(FRAMES_SHOWN)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }
}
