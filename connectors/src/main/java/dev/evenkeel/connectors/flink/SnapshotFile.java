package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;

/**
 * Writes snapshots to a file system of Flink's, each under its final name and complete, or not at all. Thread-safe: it has no
 * state.
 */
public final class SnapshotFile {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})-[0-9a-f]{64}\\.safetensors");

    private SnapshotFile() {}

    /**
     * Writes a snapshot as {@code <sequence>-<sha256>.safetensors}, where the hash is of these bytes. A file of that name and length
     * is taken for written before.
     *
     * @param directory made when it is not there
     * @return a claim on the file, which is complete and closed
     * @throws IOException when it cannot be written
     */
    public static Claim write(URI directory, long sequence, byte[] snapshot) throws IOException {
        String sha256 = Sha256.hex(snapshot);
        Path file = new Path(new Path(directory), sequence + "-" + sha256 + ".safetensors");
        FileSystem files = file.getFileSystem();
        if (!files.exists(file) || files.getFileStatus(file).getLen() != snapshot.length) {
            files.mkdirs(file.getParent());
            write(files, file, snapshot);
        }
        return new Claim(file.makeQualified(files).toUri(), sha256, snapshot.length);
    }

    /**
     * Opens a file of any file system that Flink knows: a {@link dev.evenkeel.connectors.kafka.SnapshotStore}.
     *
     * @throws IOException when there is no such file, or Flink has no plugin for its scheme
     */
    public static InputStream open(URI uri) throws IOException {
        Path file = new Path(uri);
        return file.getFileSystem().open(file);
    }

    /**
     * Deletes the snapshots of a directory whose sequence is so; other files, and a directory that is not there, are left alone.
     *
     * @throws IOException when one cannot be deleted
     */
    public static void deleteIf(URI directory, LongPredicate old) throws IOException {
        Path folder = new Path(directory);
        FileSystem files = folder.getFileSystem();
        if (!files.exists(folder)) {
            return;
        }
        for (FileStatus file : files.listStatus(folder)) {
            Matcher name = NAME.matcher(file.getPath().getName());
            if (!file.isDir() && name.matches() && old.test(Long.parseLong(name.group(1)))) {
                files.delete(file.getPath(), false);
            }
        }
    }

    private static void write(FileSystem files, Path file, byte[] snapshot) throws IOException {
        RecoverableFsDataOutputStream out = files.createRecoverableWriter().open(file);
        try {
            out.write(snapshot);
            out.closeForCommit().commit();
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }
}
