package dev.evenkeel.cli.job;

import dev.evenkeel.cli.topic.Replay;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Replays a stream on a thread of its own. */
public final class StreamFeed implements AutoCloseable {
    /** A row on its way may arrive: interrupted producers complain. */
    private static final long GRACE_MS = 500;

    private final AtomicLong published = new AtomicLong();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private StreamFeed(Replay replay) {
        thread = new Thread(() -> run(replay), "stream feed");
        thread.setDaemon(true);
    }

    /** Starts publishing. */
    public static StreamFeed start(Replay replay) {
        StreamFeed feed = new StreamFeed(replay);
        feed.thread.start();
        return feed;
    }

    private void run(Replay replay) {
        try {
            replay.run(stopped::get, published::set);
        } catch (IOException e) {
            failure.set(e);
        } catch (RuntimeException e) {
            failure.set(new IOException("rows could not be published: " + e.getMessage(), e));
        }
    }

    /**
     * Whether all rows are published and acknowledged.
     *
     * @throws IOException when they could not be
     */
    public boolean done() throws IOException {
        boolean over = !thread.isAlive(); // asked first: a failure comes before the end
        if (failure.get() != null) {
            throw failure.get();
        }
        return over;
    }

    /** Rows handed to the brokers so far. */
    public long published() {
        return published.get();
    }

    /** Stops after the row at hand, or where it waits. */
    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join(GRACE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
