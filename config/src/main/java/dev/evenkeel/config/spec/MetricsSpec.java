package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.time.Duration;

/**
 * Published measurements.
 *
 * @param topic receives them
 * @param every how often
 */
public record MetricsSpec(
        @Key(
                about = "The topic of the metrics.",
                orElse = "${name}.metrics",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic,

        @Key(about = "How often a report is published.", orElse = "1s", min = "10ms", max = "24h")
        Duration every) {
    /** Checks the ranges. */
    public MetricsSpec {
        Shapes.check(MetricsSpec.class, topic, every);
    }
}
