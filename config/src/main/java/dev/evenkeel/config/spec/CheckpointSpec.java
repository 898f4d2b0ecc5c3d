package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.time.Duration;

/**
 * Checkpoints of the job.
 *
 * @param every the interval
 * @param mode how they pass through the job
 * @param timeout after which one is given up
 * @param retained how many are kept
 * @param storage the folder they go to
 */
public record CheckpointSpec(
        @Key(about = "How often the job's state is saved.", orElse = "5s", min = "10ms", max = "24h")
        Duration every,

        @Key(about = "How checkpoints pass through the job.", orElse = "aligned")
        CheckpointMode mode,

        @Key(about = "When a checkpoint is given up.", orElse = "10m", min = "10ms", max = "24h")
        Duration timeout,

        @Key(about = "How many checkpoints are kept.", orElse = "3", min = "1", max = "1000")
        int retained,

        @Key(
                about = "The folder of the checkpoints: a URI.",
                orElse = "file:///var/lib/evenkeel/checkpoints",
                expected = "a URI such as file:///var/lib/evenkeel/checkpoints",
                pattern = FOLDER)
        String storage) {
    /** Checks the ranges. */
    public CheckpointSpec {
        Shapes.check(CheckpointSpec.class, every, mode, timeout, retained, storage);
    }

    /** A URI with a scheme. */
    static final String FOLDER = "[A-Za-z][A-Za-z0-9+.-]*:/\\S+";
}
