package dev.evenkeel.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that works on a pipeline; to be mixed in. */
final class PipelineOptions {
    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "FILE",
            description = "The pipeline file.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override a setting of the pipeline: --set window.size=64. Repeatable; the last one wins.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The pipeline file, when one is named. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The pipeline file.
     *
     * @throws UsageException when none is named
     */
    Path requiredFile() {
        return file().orElseThrow(() -> new UsageException("a pipeline file must be named: -p FILE"));
    }

    /** Setting paths with their values, in the order given. */
    Map<String, String> overrides() {
        return new LinkedHashMap<>(overrides);
    }
}
