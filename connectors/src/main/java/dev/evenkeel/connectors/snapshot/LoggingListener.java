package dev.evenkeel.connectors.snapshot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to the log. */
final class LoggingListener implements ReaderListener {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private final String model;

    LoggingListener(String model) {
        this.model = model;
    }

    @Override
    public void served(ServedSnapshot snapshot) {
        LOG.info("{}/{} of version {} predicts", model, snapshot.sequence(), snapshot.version());
    }

    @Override
    public void refused(String what, String reason) {
        LOG.warn("{} is not taken: {}", what, reason);
    }
}
