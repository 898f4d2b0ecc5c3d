package dev.evenkeel.connectors.snapshot;

/** Hears what a {@link SnapshotReader} does, on the reader's thread. */
public interface ReaderListener {
    /** A snapshot predicts from now on. */
    default void served(ServedSnapshot snapshot) {}

    /**
     * Something was not taken, and what predicted before still does.
     *
     * @param what a snapshot's key, or a topic
     * @param reason why, in a sentence for people
     */
    default void refused(String what, String reason) {}
}
