package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.SnapshotShelf;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a published model. */
@CommandLine.Command(
        name = "fetch",
        description = "Save a published model as a safetensors file, after checking its hash.")
final class SnapshotFetchCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Parameters(
            paramLabel = "SEQUENCE",
            defaultValue = SnapshotShelf.LATEST,
            description = "Its number, or latest, the default.")
    private String which;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Write it there.")
    private Path out;

    @Override
    void run(Console console) throws IOException {
        var spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        SnapshotShelf shelf = new SnapshotShelf(spec);
        SnapshotEntry entry = shelf.find(which);
        byte[] bytes = shelf.file(entry);
        Files.write(out, bytes);
        console.print("%s saved as %s, %,d bytes", entry.id().key(), out, bytes.length);
        if (entry.delta()) {
            console.print(
                    "complete, of %,d bytes%s; sha256 of its tensors %s, as its record says",
                    entry.bytes(),
                    SnapshotListCommand.sinceBase(entry),
                    entry.id().tensorsSha256());
        } else {
            console.print("sha256 %s, as its record says", entry.sha256());
        }
        Map<String, Object> result = SnapshotListCommand.toMap(entry);
        result.put("file", out.toString());
        console.result(result);
    }
}
