package dev.evenkeel.dashboard.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one run of a job has reported about one model. Not thread-safe. */
final class RunHistory {
    /** Marks of a kind that are kept; snapshots are many, and must not push out rollbacks. */
    static final int MOST_MARKS = 500;

    private final String run;
    private final History history = new History();
    private final Deque<Mark> snapshots = new ArrayDeque<>();
    private final Deque<Mark> events = new ArrayDeque<>();
    private final Map<String, Map<String, Float>> extras = new HashMap<>();
    private double firstMs = Double.NaN;
    private double lastMs = Double.NEGATIVE_INFINITY;
    private long reports;
    private long version;
    private long sequence = -1;

    RunHistory(String run) {
        this.run = run;
    }

    /** Takes in a report. Returns what it brought to light; null when it is no later than the one before, which was a repeat. */
    List<Mark> report(double atMs, JsonNode report, Map<String, Float> figures) {
        if (reports > 0 && atMs <= history.lastMs().orElse(Double.NEGATIVE_INFINITY)) {
            return null;
        }
        long nowVersion = report.path("version").asLong();
        long nowSequence = report.path("sequence").asLong();
        long examples = report.path("examples").asLong();
        List<Mark> marks = new ArrayList<>();
        if (reports == 0) {
            firstMs = atMs;
            marks.add(add(events, new Mark(atMs, "start", "The run's first report.", examples, nowVersion, "")));
        } else if (nowVersion < version) {
            String text = "Restored from a checkpoint: version %d after %d.".formatted(nowVersion, version);
            marks.add(add(events, new Mark(atMs, "restart", text, examples, nowVersion, "")));
        }
        if (sequence >= 0 && nowSequence > sequence) {
            String text = "Snapshot %d published.".formatted(nowSequence);
            marks.add(add(snapshots, new Mark(atMs, "snapshot", text, examples, nowVersion, "")));
        }
        version = nowVersion;
        sequence = nowSequence;
        lastMs = Math.max(lastMs, atMs);
        reports++;
        extras.values().forEach(figures::putAll);
        history.append(atMs, figures);
        return marks;
    }

    /** Takes in an event. */
    void event(Mark mark) {
        heard(mark.atMs());
        add(events, mark);
    }

    /** Takes notice that the run was alive. */
    void heard(double atMs) {
        firstMs = Double.isNaN(firstMs) ? atMs : firstMs;
        lastMs = Math.max(lastMs, atMs);
    }

    /** Whether an event like that was taken in already. */
    boolean knows(Mark mark) {
        return events.contains(mark);
    }

    private static Mark add(Deque<Mark> marks, Mark mark) {
        if (marks.size() == MOST_MARKS) {
            marks.removeFirst();
        }
        marks.addLast(mark);
        return mark;
    }

    /** What a source other than reports says of the run, in place of what it said before: it goes along with every report from now on. */
    void also(String source, Map<String, Float> figures) {
        extras.put(source, Map.copyOf(figures));
    }

    String run() {
        return run;
    }

    History history() {
        return history;
    }

    double firstMs() {
        return firstMs;
    }

    double lastMs() {
        return lastMs;
    }

    long reports() {
        return reports;
    }

    /** All that is kept, by time. */
    List<Mark> marks() {
        List<Mark> all = new ArrayList<>(snapshots);
        all.addAll(events);
        all.sort((a, b) -> Double.compare(a.atMs(), b.atMs()));
        return all;
    }
}
