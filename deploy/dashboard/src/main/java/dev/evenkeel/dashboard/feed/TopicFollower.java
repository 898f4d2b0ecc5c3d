package dev.evenkeel.dashboard.feed;

import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads a metrics topic from its beginning and follows it, on a thread of its own. When brokers fail it says so, tries again, and goes
 * on where it was.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final long RETRY_MS = 2_000;

    /** Who listens. Called on the follower's thread. */
    public interface Listener {
        /** A record's value, null for a tombstone; {@code live} when all that was there at the start has been given. */
        void record(byte[] value, boolean live);

        /** Where it stands has changed. */
        void status(Status status);
    }

    /**
     * Where a follower stands.
     *
     * @param state in a word
     * @param message why, when it is not following; else empty
     */
    public record Status(State state, String message) {
        /** In a word. */
        public enum State {
            /** It reads what was there before it came. */
            CATCHING_UP,
            /** It has read all there is. */
            FOLLOWING,
            /** It cannot read; it tries again. */
            FAILED;

            /** Its name in JSON. */
            public String key() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }

    private final Feed feed;
    private final Listener listener;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Thread thread;
    private volatile Status status = new Status(Status.State.CATCHING_UP, "");
    private volatile boolean closed;

    private TopicFollower(Feed feed, Listener listener) {
        this.feed = feed;
        this.listener = listener;
        thread = new Thread(this::run, "follow " + feed.metrics());
        thread.setDaemon(true);
    }

    /** Starts to follow. */
    public static TopicFollower start(Feed feed, Listener listener) {
        TopicFollower follower =
                new TopicFollower(Objects.requireNonNull(feed, "feed"), Objects.requireNonNull(listener, "listener"));
        follower.thread.start();
        return follower;
    }

    /** Whose topic it is. */
    public Feed feed() {
        return feed;
    }

    /** Where it stands. */
    public Status status() {
        return status;
    }

    private void run() {
        while (!closed) {
            try (TopicReader reader = TopicReader.fromOffsets(feed.access(), feed.metrics(), next, PATIENCE)) {
                follow(reader);
            } catch (IOException | InterruptException e) {
                if (!closed) {
                    become(new Status(Status.State.FAILED, e.getMessage()));
                    pause();
                }
            }
        }
    }

    private void follow(TopicReader reader) throws IOException {
        boolean live = false;
        while (!closed) {
            if (!live && reader.atEnd()) {
                live = true;
                become(new Status(Status.State.FOLLOWING, ""));
            }
            for (RawRecord read : reader.poll(WAIT)) {
                listener.record(read.value(), live);
                next.put(read.partition(), read.offset() + 1);
            }
        }
    }

    private void become(Status now) {
        if (!now.equals(status)) {
            status = now;
            listener.status(now);
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
