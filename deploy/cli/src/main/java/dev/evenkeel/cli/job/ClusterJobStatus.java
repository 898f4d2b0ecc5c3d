package dev.evenkeel.cli.job;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a job on a cluster stands.
 *
 * @param id Flink's name for it
 * @param status in Flink's words
 * @param age since it was submitted
 * @param tasks how many kinds of tasks it has
 * @param running how many of them run
 * @param checkpoint the last one that was completed, if any
 * @param counts its own counters
 */
public record ClusterJobStatus(
        String id,
        String status,
        Duration age,
        int tasks,
        int running,
        Optional<Checkpoint> checkpoint,
        JobCounts counts) {
    /**
     * A completed checkpoint.
     *
     * @param path where it is
     * @param age since it was completed
     * @param duration how long it took
     * @param bytes its state
     */
    public record Checkpoint(String path, Duration age, Duration duration, long bytes) {}

    /** For programs; times in seconds. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", id);
        json.put("status", status);
        json.put("age", seconds(age));
        json.put("tasks", tasks);
        json.put("running", running);
        json.put("read", counts.read());
        json.put("learned", counts.learned());
        json.put("rejected", counts.rejected());
        json.put("refused_batches", counts.refusedBatches());
        json.put("snapshots", counts.snapshots());
        Map<String, Object> last = new LinkedHashMap<>();
        checkpoint.ifPresent(c -> {
            last.put("path", c.path());
            last.put("age", seconds(c.age()));
            last.put("duration", seconds(c.duration()));
            last.put("bytes", c.bytes());
        });
        json.put("checkpoint", checkpoint.isPresent() ? last : null);
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
