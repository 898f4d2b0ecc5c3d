package dev.evenkeel.job.start;

import java.util.Objects;
import java.util.OptionalLong;

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

    /**
     * What Flink has been told to restore: {@code flink run -s}, or a manager of deployments that has taken a savepoint. It is Flink that
     * looks for it, and passes it over where high availability knows of something newer.
     *
     * @param uri its folder, or a word that stands for none
     * @param passedOver whether the job has newer checkpoints of its own, which high availability restores
     */
    record Given(String uri, boolean passedOver) implements StartFrom {
        /** Refuses null. */
        public Given {
            Objects.requireNonNull(uri, "uri");
        }
    }

    /**
     * A published snapshot and the rows after it, without any checkpoint.
     *
     * @param sequence which one; empty: the newest
     */
    record Snapshot(OptionalLong sequence) implements StartFrom {
        private static final String LATEST = "latest";

        /** Refuses null. */
        public Snapshot {
            Objects.requireNonNull(sequence, "sequence");
        }

        /**
         * What {@code --from-snapshot} says.
         *
         * @throws IllegalArgumentException unless it is {@code latest} or a sequence
         */
        public static Snapshot parse(String text) {
            if (text.equals(LATEST)) {
                return new Snapshot(OptionalLong.empty());
            }
            try {
                return new Snapshot(OptionalLong.of(Long.parseLong(text)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "must be latest or a sequence of snapshot list: --from-snapshot=" + text, e);
            }
        }
    }
}
