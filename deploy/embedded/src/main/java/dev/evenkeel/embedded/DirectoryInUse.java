package dev.evenkeel.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds a second broker on a directory before Kafka does, which ends the process when it finds one late. */
final class DirectoryInUse {
    /** The file that a running broker keeps locked. */
    private static final String LOCK_FILE = ".lock";

    private DirectoryInUse() {}

    /**
     * Makes the directory when it is absent.
     *
     * @throws IOException when it can't be made or written, or when a broker runs on it
     */
    static void check(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException(
                    "broker directory must be writable: directory=%s, cause=%s".formatted(directory, e), e);
        }
        if (!Files.isWritable(directory)) {
            throw new IOException("broker directory must be writable: directory=" + directory);
        }
        if (locked(directory.resolve(LOCK_FILE))) {
            throw new IOException("another broker must not run on the same directory: directory=" + directory);
        }
    }

    private static boolean locked(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
