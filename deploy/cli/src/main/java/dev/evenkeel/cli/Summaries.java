package dev.evenkeel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.cli.job.JobCounts;
import dev.evenkeel.cli.job.RunSummary;
import dev.evenkeel.config.PipelineSpec;

/** Prints what a run came to, for people. */
final class Summaries {
    private Summaries() {}

    static void print(RunSummary summary, Console console) {
        JobCounts counts = summary.counts();
        PipelineSpec spec = summary.spec();
        JsonNode total = summary.report().path("evaluation").path("total");
        console.print("%n%s", spec.name());
        console.print(
                "  rows       %,d read, %,d learned, %,d rejected, %,d refused, in %.1f s",
                counts.read(), counts.learned(), counts.rejected(), counts.refusedRows(), summary.seconds());
        if (counts.rejectsDropped() > 0) {
            console.print(
                    "  left out   %,d rejects, for the rate or since their topic could not be written",
                    counts.rejectsDropped());
        }
        console.print("  loss       %.5f", total.path("loss").asDouble(Double.NaN));
        if (total.path("accuracy").isNumber()) {
            console.print(
                    "  accuracy   %.4f  (majority %.4f, no change %.4f)  AUC %.4f",
                    total.path("accuracy").asDouble(),
                    total.path("baseline").path("majority").asDouble(Double.NaN),
                    total.path("baseline").path("no_change").asDouble(Double.NaN),
                    total.path("auc").asDouble(Double.NaN));
            console.print(
                    "  besides    kappa %.4f, F1 %.4f, Brier score %.4f, calibration error %.4f",
                    total.path("kappa").asDouble(Double.NaN),
                    total.path("f1").asDouble(Double.NaN),
                    total.path("brier").asDouble(Double.NaN),
                    total.path("calibration_error").asDouble(Double.NaN));
        } else if (total.path("rmse").isNumber()) {
            console.print(
                    "  RMSE       %.5f  (mean %.5f, no change %.5f)",
                    total.path("rmse").asDouble(),
                    total.path("baseline").path("mean").asDouble(Double.NaN),
                    total.path("baseline").path("no_change").asDouble(Double.NaN));
        }
        if (summary.report().path("verdict").isTextual()) {
            console.print(
                    "  verdict    %s: %s",
                    summary.report().path("verdict").asText(),
                    summary.report().path("reason").asText());
        }
        summary.snapshot()
                .ifPresent(s -> console.print(
                        "  model      version %,d, %d snapshots, sha256 %s",
                        s.version(), counts.snapshots(), s.sha256()));
        console.print(
                "  topics     %s  %s  %s  %s at %s",
                spec.examples().topic(),
                spec.snapshots().topic(),
                spec.metrics().topic(),
                spec.rejects().topic(),
                spec.kafka().bootstrap());
    }
}
