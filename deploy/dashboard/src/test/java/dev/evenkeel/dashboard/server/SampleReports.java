package dev.evenkeel.dashboard.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/** Reports as a job makes them, of a run that never was: a network of two layers. */
final class SampleReports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final long startMs;
    private final Random random = new Random(1);

    /** Reports of a pipeline and its layers, all of that name; the first one of that moment. */
    SampleReports(String name, long startMs) {
        this.name = name;
        this.startMs = startMs;
    }

    private ObjectNode head(String type, long second) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("format", 1)
                .put("pipeline", name)
                .put("model", name)
                .put("run", "0123456789abcdef0123456789abcdef")
                .put("time", Instant.ofEpochMilli(startMs + 1000 * second).toString())
                .put("version", 10 * second)
                .put("sequence", second / 10);
    }

    /** The report of a second. */
    byte[] report(long second, String verdict, String reason) {
        ObjectNode report = head("report", second).put("verdict", verdict).put("reason", reason);
        report.put("examples", 500 * second)
                .put("rate", 480 + random.nextInt(40))
                .put("waiting", random.nextInt(16));
        report.put("refused_rows", 2)
                .put("refused_batches", 0)
                .put("rollbacks", 1)
                .put("parameters", 1234);
        ObjectNode evaluation = report.putObject("evaluation");
        for (String over : new String[] {"total", "window", "fading"}) {
            ObjectNode estimates = evaluation.putObject(over).put("examples", 5000);
            estimates
                    .put("loss", 0.3 + 0.02 * random.nextGaussian())
                    .put("accuracy", 0.9 + 0.01 * random.nextGaussian());
            estimates
                    .put("log_loss", 0.3)
                    .put("auc", 0.91)
                    .put("loss_p50", 0.2)
                    .put("loss_p95", 0.7 + 0.1 * random.nextDouble());
            estimates.putObject("baseline").put("majority", 0.88).put("no_change", 0.84);
        }
        report.putObject("window_wait_ms").put("mean", 40).put("greatest", 120 + random.nextInt(80));
        report.putArray("input_ranges")
                .addObject()
                .put("column", name)
                .put("mean", 40 + random.nextGaussian())
                .put("deviation", 10);
        ObjectNode stability =
                report.putObject("stability").put("verdict", verdict).put("sentence", reason);
        stability
                .put("rows", 500 * second)
                .put("recent_rows", 1536)
                .put("recent_refused", 1)
                .put("evenness", 3.5);
        stability.putObject("quarantined").put(name, 3);
        stability.putObject("recent_quarantined").put(name, 1);
        stability.putObject("guards").put("clip", 12);
        stability.putObject("recent_guards").put("clip", random.nextInt(3));
        stability
                .putArray("findings")
                .addObject()
                .put("subject", "feature")
                .put("name", name)
                .put("text", name);
        for (int layer = 0; layer < 2; layer++) {
            ObjectNode fields = stability.withArray("layers").addObject().put("layer", name + "/" + layer);
            fields.put("gradient_norm", 2 + random.nextDouble()).put("bounded_gradient_norm", 1.5);
            fields.put("log10_update_ratio", -3 + 0.3 * random.nextGaussian()).put("step_size", 0.01);
            fields.put("clipped_steps", 3).put("sampled_steps", 20);
            stability
                    .withArray("activations")
                    .addObject()
                    .put("layer", name + "/" + layer)
                    .put("mean", 0.2)
                    .put("deviation", 1)
                    .put("dead", 0.1);
        }
        return report.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What has been turned away by a second. */
    byte[] rejects(long second) {
        ObjectNode record = head("rejects", second);
        record.putObject("rejected").put("decode: " + name, 3 + second);
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An event of a second. */
    byte[] event(long second, String kind, String text, String verdict) {
        ObjectNode event =
                head("event", second).put("event", kind).put("text", text).put("examples", 500 * second);
        return event.put("verdict", verdict).put("reason", text).toString().getBytes(StandardCharsets.UTF_8);
    }
}
