package dev.evenkeel.connectors.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;

/**
 * Opens the files of snapshots that are neither in the topic nor at a {@code file:} address, which are read without it. Called
 * again for each file, by any thread.
 */
@FunctionalInterface
public interface SnapshotStore extends Serializable {
    /** Opens nothing, and says what to do. */
    SnapshotStore NONE = uri -> {
        throw new IOException("cannot be opened here: uri=" + uri + ", expected=a file: address (snapshots.store on a"
                + " mounted folder), or a reader that was given a store (ReaderSettings.withStore)");
    };

    /**
     * A file's bytes. Closed by the caller.
     *
     * @throws IOException when there is no such file, or it cannot be read
     */
    InputStream open(URI uri) throws IOException;
}
