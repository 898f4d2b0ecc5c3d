package dev.evenkeel.cli.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Rows that a script of ours reads out of npm packages. The machine's {@code npm} installs the packages into a folder once, without
 * running scripts of theirs; its {@code node} runs ours there.
 *
 * @param script the script's name on the class path, beside this class
 * @param folder where packages are installed
 * @param packages with their versions
 */
public record NodePackages(String script, Path folder, List<String> packages) implements RowSource {
    private static final String COMPLETE = "complete";

    /** Copies the list. */
    public NodePackages {
        packages = List.copyOf(packages);
    }

    /** Where packages are kept for the user's next time: {@code ~/.cache/evenkeel/node/NAME}. */
    public static Path cache(String name) {
        String set = System.getenv("XDG_CACHE_HOME");
        Path caches = set == null || set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return caches.resolve("evenkeel").resolve("node").resolve(name);
    }

    @Override
    public InputStream open() throws IOException {
        install();
        Path copy = folder.resolve(script);
        try (InputStream source = NodePackages.class.getResourceAsStream(script)) {
            Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        Process node = start(ProcessBuilder.Redirect.PIPE, List.of("node", copy.toString()));
        return new Output(node, script);
    }

    /** Once: a marker says that it was finished. */
    private void install() throws IOException {
        Path marker = folder.resolve(COMPLETE);
        if (Files.exists(marker)) {
            return;
        }
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                folder.toString()));
        command.addAll(packages);
        int exit = await(start(ProcessBuilder.Redirect.DISCARD, command));
        if (exit != 0) {
            throw new IOException("npm must install: packages=" + packages + ", folder=" + folder + ", exit=" + exit);
        }
        Files.createFile(marker);
    }

    private Process start(ProcessBuilder.Redirect output, List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    command.get(0) + " must be on the PATH: packages=" + packages + ", expected=Node.js 18 or later",
                    e);
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: process=" + process.pid(), e);
        }
    }

    /** A process's output, which is only whole when the process says so. */
    private static final class Output extends FilterInputStream {
        private final Process process;
        private final String name;

        Output(Process process, String name) {
            super(process.getInputStream());
            this.process = process;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return checked(super.read(into, from, length));
        }

        private int checked(int read) throws IOException {
            int exit = read < 0 ? await(process) : 0;
            if (exit != 0) {
                throw new IOException("must succeed: script=" + name + ", exit=" + exit);
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            super.close();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
