package dev.evenkeel.config;

import dev.evenkeel.config.shape.Durations;
import dev.evenkeel.config.spec.CheckpointSpec;
import dev.evenkeel.config.spec.ControlSpec;
import dev.evenkeel.config.spec.DeliverySpec;
import dev.evenkeel.config.spec.ExamplesSpec;
import dev.evenkeel.config.spec.MetricsSpec;
import dev.evenkeel.config.spec.PredictionsSpec;
import dev.evenkeel.config.spec.RejectsSpec;
import dev.evenkeel.config.spec.SnapshotsSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What sections demand of each other that say where rows come from and go to, and how the job runs. */
final class JobChecks {
    /** A transaction stays open for about a checkpoint interval; failed checkpoints and a restart prolong it. */
    private static final int INTERVALS = 3;

    private static final Duration RESTART = Duration.ofSeconds(60);

    private final Parts parts;
    private final CrossChecks.Report report;

    private JobChecks(Parts parts, CrossChecks.Report report) {
        this.parts = parts;
        this.report = report;
    }

    /** Reports every mistake between the parts. */
    static void check(Parts parts, CrossChecks.Report report) {
        JobChecks checks = new JobChecks(parts, report);
        checks.topics();
        checks.rejects();
        checks.job();
    }

    private void topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        parts.find("examples", ExamplesSpec.class).ifPresent(s -> topics.put("examples.topic", s.topic()));
        parts.find("snapshots", SnapshotsSpec.class).ifPresent(s -> topics.put("snapshots.topic", s.topic()));
        parts.find("metrics", MetricsSpec.class).ifPresent(s -> topics.put("metrics.topic", s.topic()));
        parts.find("predictions", PredictionsSpec.class).ifPresent(s -> topics.put("predictions.topic", s.topic()));
        parts.find("rejects", RejectsSpec.class).ifPresent(s -> topics.put("rejects.topic", s.topic()));
        parts.find("control", ControlSpec.class).ifPresent(s -> topics.put("control.topic", s.topic()));
        Map<String, String> seen = new HashMap<>();
        topics.forEach((key, topic) -> {
            String first = seen.putIfAbsent(topic, key);
            if (first != null) {
                report.mistake(List.of(key, first), "is the topic of " + first, "write another topic");
            }
        });
    }

    private void rejects() {
        RejectsSpec rejects = parts.find("rejects", RejectsSpec.class).orElse(null);
        if (rejects == null) {
            return;
        }
        if (rejects.hashValues() && rejects.originals()) {
            report.mistake(
                    List.of("rejects.originals", "rejects.hash-values"),
                    "does not go with rejects.hash-values, which takes the originals out",
                    "leave out one of the two");
        }
        if (rejects.hashSecret().isPresent() && !rejects.hashValues()) {
            report.mistake(
                    List.of("rejects.hash-secret", "rejects.hash-values"),
                    "is only for rejects.hash-values",
                    "leave it out, or set rejects.hash-values: true");
        }
    }

    private void job() {
        int parallelism = parts.find("parallelism", Integer.class).orElse(1);
        int most = parts.find("max-parallelism", Integer.class).orElse(parallelism);
        if (parallelism > most) {
            report.mistake(
                    List.of("parallelism", "max-parallelism"),
                    "must not be above max-parallelism=" + most,
                    "lower it, or raise max-parallelism before the first start");
        }
        DeliverySpec delivery = parts.find("delivery", DeliverySpec.class).orElse(null);
        CheckpointSpec checkpoint =
                parts.find("checkpoint", CheckpointSpec.class).orElse(null);
        if (delivery == null || checkpoint == null) {
            return;
        }
        Duration least = checkpoint.every().multipliedBy(INTERVALS).plus(RESTART);
        if (delivery.transactionTimeout().compareTo(least) < 0) {
            report.mistake(
                    List.of("delivery.transaction-timeout", "checkpoint.every"),
                    "must be at least three times checkpoint.every=" + Durations.print(checkpoint.every())
                            + " and a minute",
                    "write e.g. " + Durations.print(least));
        }
    }
}
