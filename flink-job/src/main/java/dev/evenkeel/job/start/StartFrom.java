package dev.evenkeel.job.start;

import java.util.Objects;

/** Where a run's state comes from. */
public sealed interface StartFrom {
    /** The newest checkpoint or savepoint under the pipeline's storage; nothing when there is none. */
    record Newest() implements StartFrom {}

    /** Nothing: what was saved and published before is set aside. */
    record Fresh() implements StartFrom {}

    /**
     * A savepoint or checkpoint.
     *
     * @param uri its folder
     */
    record Savepoint(String uri) implements StartFrom {
        /** Refuses null. */
        public Savepoint {
            Objects.requireNonNull(uri, "uri");
        }
    }
}
