package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotContent;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the records of a topic and serves what its {@code latest} says, unless it is damaged, of another model, or older than what
 * is served. Not thread-safe.
 */
final class SnapshotFollower {
    /** Gets the bytes of a snapshot that was announced earlier. */
    interface Source {
        byte[] fetch(SnapshotEntry entry) throws IOException;
    }

    private static final long NONE = -1;

    private final ReaderSettings settings;
    private final Source source;
    private final LiveModel live;
    private final String latestKey;
    private final Map<Long, SnapshotEntry> known = new HashMap<>();
    private RawRecord pending;
    private long waitsForBase = NONE;
    private long leastVersion = NONE;
    private boolean deltas;
    private ModelSnapshot base;

    SnapshotFollower(ReaderSettings settings, Source source, LiveModel live) {
        this.settings = settings;
        this.source = source;
        this.live = live;
        latestKey = SnapshotId.latestKey(settings.model());
    }

    /** Takes note of a record; of the {@code latest} ones only the last matters when {@link #settle} is called. */
    void take(RawRecord read) {
        String key = SnapshotEntry.key(read);
        if (key.equals(latestKey)) {
            if (read.value() == null) {
                leastVersion = NONE;
                settings.listener().refused(key, "deleted: the model begins anew, its last state predicts until then");
            }
            pending = read.value() == null ? null : read;
            waitsForBase = NONE;
        } else if (key.startsWith(settings.model() + "/")) {
            announce(key, read);
        }
    }

    private void announce(String key, RawRecord read) {
        if (read.value() == null) {
            known.values().removeIf(entry -> entry.id().key().equals(key));
            return;
        }
        try {
            SnapshotEntry entry = SnapshotEntry.of(read);
            if (!entry.id().key().equals(key)) {
                throw new IOException("must be its key: " + entry.id().key());
            }
            known.put(entry.id().sequence(), entry);
            deltas |= entry.delta();
        } catch (IOException e) {
            settings.listener().refused(key, e.getMessage());
        }
    }

    /** Serves the last {@code latest}, if it can be. */
    void settle() {
        if (pending == null) {
            return;
        }
        String what = latestKey;
        try {
            SnapshotEntry entry = SnapshotEntry.of(pending);
            what = entry.id().key();
            if (waits(entry)) {
                return;
            }
            byte[] value = pending.value();
            pending = null;
            if (!served(entry)) {
                serve(entry, value);
            }
        } catch (IOException | RuntimeException e) { // whatever a file makes of its reader, predictions go on
            pending = null;
            settings.listener().refused(what, String.valueOf(e.getMessage()));
        }
    }

    /** Whether a delta's base has not been seen yet; a record under another key may come later. */
    private boolean waits(SnapshotEntry entry) {
        if (!entry.delta()
                || baseSequence() == entry.base().getAsLong()
                || known.containsKey(entry.base().getAsLong())) {
            return false;
        }
        if (waitsForBase != entry.base().getAsLong()) {
            waitsForBase = entry.base().getAsLong();
            settings.listener()
                    .refused(
                            entry.id().key(),
                            "a delta whose base has not come: base=" + waitsForBase
                                    + "; waits for it, or for the next complete snapshot");
        }
        return true;
    }

    private boolean served(SnapshotEntry entry) {
        return live.ready()
                && live.snapshot().sequence() == entry.id().sequence()
                && live.snapshot().sha256().equals(entry.id().tensorsSha256());
    }

    private void serve(SnapshotEntry entry, byte[] value) throws IOException {
        if (entry.id().version() < leastVersion) {
            throw new IOException(
                    "versions do not fall: version=" + entry.id().version() + ", expected>=" + leastVersion);
        }
        ModelSnapshot snapshot = SnapshotChecks.require(entry, complete(entry, content(entry, value)));
        Learner learner = snapshot.learner(settings.spec());
        ServedSnapshot served =
                new ServedSnapshot(snapshot.sequence(), snapshot.version(), snapshot.sha256(), snapshot.metadata());
        live.swap(new Serving(served, learner, settings.copies()));
        leastVersion = snapshot.version();
        settings.listener().served(served);
    }

    private byte[] content(SnapshotEntry entry, byte[] value) throws IOException {
        return SnapshotContent.of(entry, value, settings.topic().store(), settings.mostBytes());
    }

    private ModelSnapshot complete(SnapshotEntry entry, byte[] bytes) throws IOException {
        deltas |= entry.delta();
        if (!entry.delta()) {
            ModelSnapshot snapshot = ModelSnapshot.decode(bytes);
            base = deltas ? snapshot : null;
            return snapshot;
        }
        SnapshotDelta delta = SnapshotDelta.decode(bytes);
        if (baseSequence() != entry.base().getAsLong()) {
            base = base(known.get(entry.base().getAsLong()));
        }
        return delta.applyTo(base);
    }

    private ModelSnapshot base(SnapshotEntry entry) throws IOException {
        try {
            if (entry.bytes() > settings.mostBytes()) {
                throw new IOException("too large: bytes=" + entry.bytes() + ", expected<=" + settings.mostBytes());
            }
            return SnapshotChecks.require(entry, ModelSnapshot.decode(source.fetch(entry)));
        } catch (IOException e) {
            throw new IOException(
                    "its base cannot be read: base=" + entry.id().sequence() + ": " + e.getMessage()
                            + "; waits for the next complete snapshot",
                    e);
        }
    }

    private long baseSequence() {
        return base == null ? NONE : base.sequence();
    }
}
