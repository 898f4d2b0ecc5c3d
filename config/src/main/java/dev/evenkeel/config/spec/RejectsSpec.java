package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import java.util.Optional;

/**
 * Records that could not be learned.
 *
 * @param topic receives them
 * @param rate how many a second are kept; empty means all
 * @param originals whether rows refused after decoding are kept as they were read
 * @param hashValues whether values are replaced by their hashes
 * @param hashSecret the key of those hashes; {@link #toString} leaves it out
 * @param onFailure what happens when the topic cannot be written
 */
public record RejectsSpec(
        @Key(
                about = "The topic of records that could not be learned.",
                orElse = "${name}.rejects",
                expected = Topics.EXPECTED,
                pattern = Topics.PATTERN)
        String topic,

        @Key(
                about = "The most rejects a second that are kept; others are counted and left out.",
                orElse = "unlimited",
                none = "unlimited",
                example = "100",
                min = "1",
                max = "1000000")
        Optional<Integer> rate,

        @Key(
                about = "Whether rows refused after decoding are read again, so that the reject holds key, value and"
                        + " headers as they came; otherwise it holds the row as it was decoded.",
                orElse = "false")
        boolean originals,

        @Key(
                about = "Whether keys, values and headers of rejects are replaced by their SHA-256, and messages kept"
                        + " without values: for personal data. Such rejects cannot be replayed.",
                orElse = "false")
        boolean hashValues,

        @Key(
                about = "A secret that makes the hashes HMAC-SHA-256, so that nobody finds values by trying;"
                        + " null: none.",
                orElse = "null",
                none = "null",
                example = "${env:REJECTS_SECRET}")
        Optional<String> hashSecret,

        @Key(
                about = "What happens when the topic cannot be written; drop leaves rejects out and counts them, and"
                        + " writes the others at least once.",
                orElse = "fail")
        OnFailure onFailure) {
    /** What happens when the topic cannot be written. */
    public enum OnFailure {
        /** The job fails and starts again: no reject is lost. */
        FAIL,
        /** The job goes on; rejects are counted and left out. */
        DROP
    }

    /** Checks the ranges. */
    public RejectsSpec {
        Shapes.check(RejectsSpec.class, topic, rate, originals, hashValues, hashSecret, onFailure);
    }

    /** The same, but for the secret. */
    public RejectsSpec withoutSecret() {
        return new RejectsSpec(topic, rate, originals, hashValues, Optional.empty(), onFailure);
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "RejectsSpec[topic=" + topic + ", rate=" + rate + ", originals=" + originals + ", hashValues="
                + hashValues + ", onFailure=" + onFailure + "]";
    }
}
