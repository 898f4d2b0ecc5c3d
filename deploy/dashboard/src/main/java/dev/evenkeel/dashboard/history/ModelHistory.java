package dev.evenkeel.dashboard.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one model: its last report, and its runs, oldest first. Not thread-safe. */
final class ModelHistory {
    final String pipeline;
    final String model;
    final Map<String, RunHistory> runs = new LinkedHashMap<>();
    /** The last report of any run; null before the first. */
    ObjectNode report;
    /** What the last report or event said: verdict and its sentence. */
    String verdict = "";

    String reason = "";

    ModelHistory(String pipeline, String model) {
        this.pipeline = pipeline;
        this.model = model;
    }

    /** The name that people choose it by. */
    static String id(String pipeline, String model) {
        return pipeline.equals(model) ? model : pipeline + "/" + model;
    }

    String id() {
        return id(pipeline, model);
    }

    RunHistory run(String run) {
        return runs.computeIfAbsent(run, RunHistory::new);
    }

    List<RunHistory> all() {
        return List.copyOf(runs.values());
    }

    long cells() {
        return runs.values().stream().mapToLong(r -> r.history().cells()).sum();
    }
}
