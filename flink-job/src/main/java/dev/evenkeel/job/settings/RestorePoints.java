package dev.evenkeel.job.settings;

import dev.evenkeel.config.PipelineSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Where a pipeline's state was saved last. */
public final class RestorePoints {
    private static final String METADATA = "_metadata";
    /** Checkpoints lie in {@code <storage>/<job>/chk-<n>/}, savepoints in {@code <storage>/savepoints/savepoint-<id>/}. */
    private static final int DEPTH = 3;

    private static final int TRIES = 10; // each loses to another deletion

    /** Written by a fresh start: what is older than this file counts no more. */
    private static final String ASIDE = "_fresh";

    private RestorePoints() {}

    /** The folder of savepoints: {@code savepoints} under the checkpoints' own. */
    public static String savepointFolder(PipelineSpec spec) {
        return spec.checkpointFolder() + "/savepoints";
    }

    /**
     * The newest complete checkpoint or savepoint in the pipeline's folder, if any.
     *
     * @throws IOException when the storage cannot be read
     */
    public static Optional<String> newest(PipelineSpec spec) throws IOException {
        Path storage = new Path(spec.checkpointFolder());
        FileSystem files = storage.getFileSystem();
        if (!files.exists(storage)) {
            return Optional.empty();
        }
        FileStatus newest = newest(files, storage, DEPTH, null);
        Path marker = new Path(storage, ASIDE);
        long asideMs = files.exists(marker) ? files.getFileStatus(marker).getModificationTime() : Long.MIN_VALUE;
        return newest == null || newest.getModificationTime() <= asideMs
                ? Optional.empty()
                : Optional.of(newest.getPath().getParent().toString());
    }

    /**
     * Whether a job has completed a checkpoint that is still there.
     *
     * @param job its id in hexadecimal digits
     * @throws IOException when the storage cannot be read
     */
    public static boolean savedBy(PipelineSpec spec, String job) throws IOException {
        Path folder = new Path(spec.checkpointFolder(), job);
        FileSystem files = folder.getFileSystem();
        return files.exists(folder) && newest(files, folder, DEPTH - 1, null) != null;
    }

    /** Whether a folder holds a complete checkpoint or savepoint. */
    public static boolean complete(String uri) throws IOException {
        Path metadata = new Path(uri, METADATA);
        return metadata.getFileSystem().exists(metadata);
    }

    /**
     * From now on {@link #newest} passes over what is there. Nothing is deleted: it can still be named as a savepoint.
     *
     * @throws IOException when the storage cannot be written
     */
    public static void setAside(PipelineSpec spec) throws IOException {
        Path marker = new Path(spec.checkpointFolder(), ASIDE);
        FileSystem files = marker.getFileSystem();
        files.mkdirs(marker.getParent());
        files.create(marker, FileSystem.WriteMode.OVERWRITE).close();
    }

    private static FileStatus newest(FileSystem files, Path folder, int depth, FileStatus best) throws IOException {
        FileStatus newest = best;
        FileStatus[] entries = list(files, folder);
        if (entries == null) { // retired by the running job while we looked
            return best;
        }
        for (FileStatus entry : entries) {
            if (entry.isDir() && depth > 0) {
                newest = newest(files, entry.getPath(), depth - 1, newest);
            } else if (entry.getPath().getName().equals(METADATA)
                    && (newest == null || entry.getModificationTime() > newest.getModificationTime())) {
                newest = entry;
            }
        }
        return newest;
    }

    /** A local folder cannot be listed while the running job deletes a checkpoint in it; a moment later it can. */
    private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return files.listStatus(folder);
            } catch (FileNotFoundException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }
}
