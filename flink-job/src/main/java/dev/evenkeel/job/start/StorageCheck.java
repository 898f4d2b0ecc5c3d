package dev.evenkeel.job.start;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Checks that checkpoints can be written from here; a cluster's own machines find out for themselves. */
final class StorageCheck {
    private StorageCheck() {}

    /** Makes the folder, and writes into it. */
    static void make(String storage, Findings findings) {
        Path folder = new Path(storage);
        try {
            folder.getFileSystem().mkdirs(folder);
            probe(folder);
        } catch (IOException e) {
            findings.setting(problem(storage, e));
        }
    }

    /** Writes into the folder, or into the nearest there is, a file that goes again. */
    static void look(String storage, Findings findings) {
        Path folder = new Path(storage);
        try {
            FileSystem files = folder.getFileSystem();
            Path nearest = folder;
            while (nearest.getParent() != null && !files.exists(nearest)) {
                nearest = nearest.getParent();
            }
            probe(nearest);
        } catch (IOException e) {
            findings.setting(problem(storage, e));
        }
    }

    private static void probe(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        Path probe = new Path(folder, ".writable-" + UUID.randomUUID());
        files.create(probe, FileSystem.WriteMode.NO_OVERWRITE).close();
        files.delete(probe, false);
    }

    private static String problem(String storage, IOException e) {
        return "must be a folder that can be written: checkpoint.storage=" + new Path(storage) + " ("
                + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
    }
}
