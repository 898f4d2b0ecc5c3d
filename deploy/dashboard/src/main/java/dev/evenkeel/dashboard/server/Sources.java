package dev.evenkeel.dashboard.server;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.dashboard.feed.Discovery;
import dev.evenkeel.dashboard.feed.Feed;
import dev.evenkeel.dashboard.feed.FlinkWatch;
import dev.evenkeel.dashboard.feed.SnapshotDesk;
import dev.evenkeel.dashboard.feed.TopicFollower;
import dev.evenkeel.dashboard.history.Board;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps the board up to date from topics and clusters, and tells the hub what is new. Thread-safe. */
final class Sources implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TURN_MS = 2_000;
    private static final int DISCOVER_TURNS = 5;
    private static final byte[] RELOAD = "{\"type\": \"reload\"}".getBytes(StandardCharsets.UTF_8);

    private final Board board;
    private final Hub hub;
    private final Map<String, TopicFollower> followers = new ConcurrentSkipListMap<>();
    private final Map<String, SnapshotDesk> desks = new ConcurrentHashMap<>();
    private Thread asking;
    private volatile String trouble = "";

    Sources(Board board, Hub hub) {
        this.board = board;
        this.hub = hub;
    }

    /** Follows what is named, now and, where pipelines are to be found, later. */
    void start(Origins origins) {
        origins.feeds().forEach(this::follow);
        Optional<FlinkWatch> flink = origins.flink().map(FlinkWatch::new);
        if (flink.isPresent() || origins.discover().isPresent()) {
            asking = Daemons.named("ask around").newThread(() -> askAround(origins.discover(), flink));
            asking.start();
        }
    }

    private void askAround(Optional<KafkaAccess> discover, Optional<FlinkWatch> flink) {
        try {
            for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
                if (discover.isPresent() && turn % DISCOVER_TURNS == 0) {
                    discover(discover.get());
                }
                flink.ifPresent(this::ask);
                Thread.sleep(TURN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void discover(KafkaAccess access) {
        try {
            Discovery.pipelines(access, PATIENCE).forEach(this::follow);
            trouble = "";
        } catch (IOException | RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
    }

    private void ask(FlinkWatch flink) {
        for (String run : board.latestRuns()) {
            try {
                board.also(run, flink.figures(run));
            } catch (IOException | RuntimeException e) {
                board.also(run, Map.of()); // nothing old is shown as new
            }
        }
    }

    private void follow(Feed feed) {
        desks.computeIfAbsent(feed.pipeline(), pipeline -> new SnapshotDesk(feed));
        followers.computeIfAbsent(
                feed.metrics(),
                topic -> TopicFollower.start(feed, new TopicFollower.Listener() {
                    @Override
                    public void record(byte[] value, boolean live) {
                        board.take(value).filter(update -> live).ifPresent(hub::send);
                    }

                    @Override
                    public void status(TopicFollower.Status status) {
                        hub.send(RELOAD);
                    }
                }));
    }

    /**
     * The snapshots of a model.
     *
     * @throws NoSuchElementException when it is of no pipeline whose topics are known
     */
    SnapshotDesk desk(String id) {
        return Optional.ofNullable(desks.get(board.pipeline(id).orElse("")))
                .orElseThrow(() -> new NoSuchElementException("no such model: id=" + id));
    }

    /** Writes where the followers stand, as an array. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("trouble", trouble);
        json.writeArrayFieldStart("feeds");
        for (TopicFollower follower : followers.values()) {
            json.writeStartObject();
            json.writeStringField("pipeline", follower.feed().pipeline());
            json.writeStringField("metrics", follower.feed().metrics());
            json.writeStringField("bootstrap", follower.feed().access().bootstrap());
            json.writeStringField("state", follower.status().state().key());
            json.writeStringField("message", follower.status().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.interrupt();
        }
        followers.values().forEach(TopicFollower::close);
    }
}
