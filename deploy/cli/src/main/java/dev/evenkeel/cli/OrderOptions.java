package dev.evenkeel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.cli.topic.Orders;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.ControlRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives orders to a running job and says what came of them; to be mixed in. */
final class OrderOptions {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--at-version",
            paramLabel = "N",
            description =
                    "Take effect exactly before the update after this one; at once without it, or when it is past.")
    private Long atVersion;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the job to answer. Default: ${DEFAULT-VALUE}.")
    private double timeout;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, kept with the order.")
    private String reason;

    /** The pipeline that is meant. */
    PipelineSpec spec() {
        return PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
    }

    /**
     * Gives an order, waits for what it brings, and prints that.
     *
     * @throws EnvironmentException when no job answers
     * @throws UsageException when the job refuses
     */
    void give(PipelineSpec spec, ControlRecord.Action action, OptionalLong sequence, Console console)
            throws IOException {
        if (!(timeout >= 0) || timeout > Integer.MAX_VALUE) {
            throw new UsageException("must be >= 0: --timeout=" + timeout);
        }
        ControlRecord order = new ControlRecord(
                action,
                UUID.randomUUID().toString().substring(0, 8),
                atVersion == null ? OptionalLong.empty() : OptionalLong.of(atVersion),
                sequence,
                Optional.ofNullable(reason));
        Optional<JsonNode> answer = new Orders(spec).give(order, Duration.ofMillis((long) (timeout * 1000)));
        JsonNode event = answer.orElseThrow(() -> new EnvironmentException("no job answers within " + timeout
                + " s: pipeline=" + spec.name() + ". The order " + order.id() + " stays in "
                + spec.control().topic()
                + ": a job that resumes takes it, a fresh one does not"));
        if (event.path("event").asText().equals("order-failed")) {
            throw new UsageException(
                    "the job cannot do that: " + event.path("text").asText());
        }
        console.print("%s", sentence(action, event));
        console.print("%s", event.path("reason").asText());
        console.result(result(order, event));
    }

    private static String sentence(ControlRecord.Action action, JsonNode event) {
        long version = event.path("version").asLong();
        String what = event.path("event").asText();
        if (what.equals(Orders.WAITS)) {
            return String.format(
                    "taken, version %,d now: %s", version, event.path("text").asText());
        }
        return String.format(
                "%s at version %,d, the last snapshot is %d",
                action == ControlRecord.Action.PUBLISH ? "published" : what.replace('-', ' '),
                version,
                event.path("sequence").asLong());
    }

    private static Map<String, Object> result(ControlRecord order, JsonNode event) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("order", order.id());
        result.put("action", order.action().key());
        for (String field : new String[] {"event", "version", "sequence", "examples", "verdict", "reason", "time"}) {
            result.put(field, event.get(field));
        }
        return result;
    }
}
