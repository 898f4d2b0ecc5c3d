package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.model.stability.RollbackSettings;
import java.util.Optional;

/**
 * When training goes back to a good state, and what it keeps for that.
 *
 * @param band how far a loss may be from where it usually is
 * @param keep good states
 * @param maxBytes of all of them
 * @param retries before a stream counts as a new one
 * @param onHalt what becomes of rows after a halt
 */
public record RollbackSpec(
        @Key(
                about =
                        "Training goes back when the loss stays more than this many deviations above its running mean, and is"
                                + " worse than a constant's; off: never.",
                orElse = "profile",
                shorthand = true)
        Limit band,

        @Key(about = "Good states kept, newest last.", from = RollbackSettings.class, min = "1", max = "100")
        int keep,

        @Key(
                about =
                        "Bytes of all good states; where they are larger, fewer are kept, and with none the last published"
                                + " snapshot returns.",
                from = RollbackSettings.class)
        ByteSize maxBytes,

        @Key(
                about =
                        "Times that learning is tried again from a good state; a stream that is still unlike it is learned as"
                                + " a new one, or training halts.",
                from = RollbackSettings.class,
                min = "0",
                max = "16")
        int retries,

        @Key(
                about =
                        "What becomes of rows after a halt. pause: they wait in the topic; consume: they are predicted and"
                                + " rejected.",
                from = RollbackSettings.class)
        RollbackSettings.OnHalt onHalt) {
    /** Checks the ranges. */
    public RollbackSpec {
        Shapes.check(RollbackSpec.class, band, keep, maxBytes, retries, onHalt);
    }

    /** The learner's view of it, given what the profile has. */
    Optional<RollbackSettings> toSettings(Optional<RollbackSettings> profile) {
        if (!band.set()) {
            return profile.map(settings -> of(settings.band()));
        }
        return band.value().isEmpty()
                ? Optional.empty()
                : Optional.of(of(band.value().getAsDouble()));
    }

    private RollbackSettings of(double deviations) {
        return new RollbackSettings(keep, maxBytes.bytes(), deviations, retries, onHalt);
    }
}
