package dev.evenkeel.cli.job;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Publishes a file's rows to a pipeline's examples topic on a thread of its own. */
public final class StreamFeed implements AutoCloseable {
    private final AtomicLong published = new AtomicLong();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private StreamFeed(PipelineSpec spec, RowReader rows, double rowsPerSecond) {
        thread = new Thread(() -> feed(spec, rows, rowsPerSecond), "stream feed");
        thread.setDaemon(true);
    }

    /**
     * Starts publishing; the reader is closed when all is published.
     *
     * @param rowsPerSecond 0: as fast as it goes
     */
    public static StreamFeed start(PipelineSpec spec, RowReader rows, double rowsPerSecond) {
        StreamFeed feed = new StreamFeed(spec, rows, rowsPerSecond);
        feed.thread.start();
        return feed;
    }

    private void feed(PipelineSpec spec, RowReader rows, double rowsPerSecond) {
        try (rows;
                RowPublisher publisher = RowPublisher.open(
                        Surroundings.access(spec), spec.examples().topic(), rowsPerSecond)) {
            while (!stopped.get() && rows.next()) {
                publisher.publish(rows.bytes(), rows.from(), rows.to());
                published.incrementAndGet();
            }
            publisher.flush();
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
        if (failure.get() != null) {
            throw failure.get();
        }
        return !thread.isAlive();
    }

    /** Rows handed to the brokers so far. */
    public long published() {
        return published.get();
    }

    /** Stops after the row at hand. */
    @Override
    public void close() {
        stopped.set(true);
        thread.interrupt();
    }
}
