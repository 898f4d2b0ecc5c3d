package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.Replay;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes a file's rows. */
@CommandLine.Command(
        name = "replay",
        description = "Publish a file's rows to the pipeline's examples topic, as they are; the header is left out.")
final class ReplayCommand extends Command {
    private static final long PROGRESS_NANOS = 200_000_000L;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The rows, plain or gzip; - is standard input.")
    private String input;

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second; 0, the default: as fast as it goes.")
    private double rate;

    @Option(names = "--loop", description = "Begin again at the end of the file, until Ctrl-C.")
    private boolean loop;

    @Option(
            names = "--schema-id",
            paramLabel = "N",
            description = "Avro behind a prefix: the number of the file's schema in the folder or registry.")
    private Integer schemaId;

    @Override
    void run(Console console) throws IOException {
        if (loop && input.equals(RowReader.STDIN)) {
            throw new UsageException("standard input can be read once only: --loop, expected=--input FILE");
        }
        PipelineSpec spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        OptionalInt schema = schemaId == null ? OptionalInt.empty() : OptionalInt.of(schemaId);
        Replay replay = new Replay(spec, () -> open(spec), rate, loop ? Replay.ENDLESS : 1, schema);
        if (!input.equals(RowReader.STDIN)) {
            replay.check(); // a file that cannot be read makes no topic
        }
        long present = replay.prepareTopic();
        if (present > 0) {
            console.say(
                    "%s holds %,d rows already; these come after them",
                    spec.examples().topic(), present);
        }
        stopSignal().listen();
        Replay.Result result = replay.run(stopSignal()::isAsked, progress(console));
        summarize(spec, result, console);
    }

    private RowReader open(PipelineSpec spec) throws IOException {
        return RowReader.open(
                input, spec.examples().format().key(), spec.examples().options());
    }

    private static LongConsumer progress(Console console) {
        long started = System.nanoTime();
        long[] next = {started + PROGRESS_NANOS};
        return rows -> {
            long now = System.nanoTime();
            if (now >= next[0]) {
                next[0] = now + PROGRESS_NANOS;
                console.progress("%,d rows, %,.0f a second", rows, rows / ((now - started) / 1e9));
            }
        };
    }

    private static void summarize(PipelineSpec spec, Replay.Result result, Console console) {
        String partitions = result.rowsByPartition().entrySet().stream()
                .map(e -> "%d: %,d".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        console.print(
                "%,d rows published to %s%s",
                result.rows(), spec.examples().topic(), result.stopped() ? ", then stopped" : "");
        console.print("by partition %s", partitions.isEmpty() ? "none" : partitions);
        console.print("%.2f s, %,.0f rows/s", result.seconds(), result.rows() / result.seconds());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("topic", spec.examples().topic());
        summary.put("rows", result.rows());
        summary.put("partitions", new TreeMap<>(result.rowsByPartition()));
        summary.put("seconds", result.seconds());
        summary.put("stopped", result.stopped());
        console.result(summary);
    }
}
