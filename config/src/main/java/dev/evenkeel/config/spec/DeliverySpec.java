package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.time.Duration;

/**
 * What is promised of published records.
 *
 * @param snapshots of the snapshots topic
 * @param metrics of the metrics topic
 * @param transactionTimeout after which the broker gives up a transaction
 */
public record DeliverySpec(
        @Key(about = "The promise for snapshots.", orElse = "exactly-once")
        Guarantee snapshots,

        @Key(about = "The promise for metrics; at-least-once shows them at once.", orElse = "at-least-once")
        Guarantee metrics,

        @Key(
                about = "When the broker gives up an open transaction: at least three checkpoint intervals and a"
                        + " minute, and no more than the broker's transaction.max.timeout.ms.",
                orElse = "15m",
                min = "1s",
                max = "24h")
        Duration transactionTimeout) {
    /** Checks the ranges. */
    public DeliverySpec {
        Shapes.check(DeliverySpec.class, snapshots, metrics, transactionTimeout);
    }
}
