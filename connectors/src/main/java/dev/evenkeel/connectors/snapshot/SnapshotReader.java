package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.model.learner.LearnerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows a topic of snapshots and keeps a model that predicts up to date. Committed records only; one thread of its own, and no
 * consumer group, so that any number of readers follow the same topic. Without Flink.
 *
 * <p>What predicts is what the model's {@code latest} says, as long as versions do not fall. A snapshot that is damaged, too large,
 * of another model, or not there is refused with its reason, and the one before goes on predicting. After {@code latest} is
 * deleted, as by a fresh start of the pipeline, any version is taken. Thread-safe.
 */
public final class SnapshotReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_MS = 1_000;

    private final ReaderSettings settings;
    private final LiveModel live;
    private final SnapshotFollower follower;
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile String lastRefusal = "";
    private TopicReader reader;

    private SnapshotReader(ReaderSettings settings, TopicReader reader) {
        ReaderListener listener = settings.listener();
        this.settings = settings.withListener(new ReaderListener() {
            @Override
            public void served(ServedSnapshot snapshot) {
                first.countDown();
                listener.served(snapshot);
            }

            @Override
            public void refused(String what, String reason) {
                lastRefusal = what + ": " + reason;
                listener.refused(what, reason);
            }
        });
        this.reader = reader;
        live = new LiveModel(settings.spec());
        follower = new SnapshotFollower(this.settings, settings.topic()::fetch, live);
        thread = new Thread(this::follow, "snapshots-" + settings.model());
        thread.setDaemon(true);
    }

    /**
     * Follows a model with default settings.
     *
     * @throws KafkaSetupException when no broker answers, or there is no such topic
     */
    public static SnapshotReader follow(KafkaAccess access, String topic, String model, LearnerSpec spec)
            throws KafkaSetupException {
        return follow(ReaderSettings.of(access, topic, model, spec));
    }

    /**
     * Follows a model.
     *
     * @throws KafkaSetupException when no broker answers, or there is no such topic
     */
    public static SnapshotReader follow(ReaderSettings settings) throws KafkaSetupException {
        SnapshotReader reader = new SnapshotReader(settings, open(settings.topic()));
        reader.thread.start();
        return reader;
    }

    private static TopicReader open(SnapshotTopic topic) throws KafkaSetupException {
        return TopicReader.fromBeginning(topic.access(), topic.topic(), topic.timeout());
    }

    /**
     * Waits until there is a model to predict with.
     *
     * @return it; always the same, and up to date until this reader is closed
     * @throws IOException when none has come in time; names the last one that was refused
     */
    public LiveModel await(Duration most) throws IOException {
        try {
            if (first.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                return live;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a snapshot: model=" + settings.model(), e);
        }
        throw new IOException("no snapshot within " + most.toMillis() + " ms: model=" + settings.model() + ", topic="
                + settings.topic().topic() + (lastRefusal.isEmpty() ? "" : ", refused " + lastRefusal));
    }

    /** The last thing that was not taken, and why; empty when everything was. */
    public String lastRefusal() {
        return lastRefusal;
    }

    private void follow() {
        while (closing.getCount() > 0) {
            try {
                TopicReader open = reader == null ? open(settings.topic()) : reader;
                reader = open;
                followTo(open);
            } catch (IOException e) {
                settings.listener().refused(settings.topic().topic(), e.getMessage());
                drop();
                retryLater();
            }
        }
        drop();
    }

    private void followTo(TopicReader open) throws IOException {
        boolean caughtUp = false;
        while (closing.getCount() > 0) {
            List<RawRecord> records = open.poll(POLL);
            records.forEach(follower::take);
            caughtUp = caughtUp || open.atEnd();
            if (caughtUp) {
                follower.settle();
            }
        }
    }

    private void drop() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void retryLater() {
        try {
            closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops following; what {@link #await} gave goes on predicting with its last state. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
