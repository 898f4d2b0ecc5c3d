package dev.evenkeel.cli;

import dev.evenkeel.cli.stability.Experiment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which streams are attacked, and where the figures go; to be mixed in. */
final class AttackOptions {
    private static final int FEWEST_ROWS = 100;

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "bank,signals,digits",
            description = "As the command data names them (${DEFAULT-VALUE}).")
    private List<DataSet> streams = List.of();

    @Option(
            names = "--rows",
            defaultValue = "12000",
            description = "Rows of each, over and over where it has fewer (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--seed", defaultValue = "1", description = "Of learners and attacks (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "Write figures and charts into one file.")
    private Path html;

    /**
     * The streams.
     *
     * @throws UsageException when there are too few rows of them
     */
    List<DataSet> streams() {
        if (rows < FEWEST_ROWS) {
            throw new UsageException("must be at least %d: --rows=%d".formatted(FEWEST_ROWS, rows));
        }
        return streams;
    }

    /** Of learners and attacks. */
    long seed() {
        return seed;
    }

    /** Where a page is wanted. */
    Optional<Path> html() {
        return Optional.ofNullable(html);
    }

    /** The experiment on a stream, by its ready pipeline. */
    Experiment read(DataSet data) throws IOException {
        String resource = "/dev/evenkeel/config/pipelines/" + data + ".yaml";
        try (InputStream pipeline = AttackOptions.class.getResourceAsStream(resource)) {
            if (pipeline == null) {
                throw new EnvironmentException("must be on the class path: resource=" + resource);
            }
            String text = new String(pipeline.readAllBytes(), StandardCharsets.UTF_8);
            try (InputStream bytes = data.open()) {
                return Experiment.read(text, data.toString(), seed, bytes, rows);
            }
        }
    }
}
