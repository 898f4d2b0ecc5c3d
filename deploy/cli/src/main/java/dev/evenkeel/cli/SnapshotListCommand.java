package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.SnapshotShelf;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists published models. */
@CommandLine.Command(name = "list", description = "List the models that the pipeline has published.")
final class SnapshotListCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Override
    void run(Console console) throws IOException {
        var spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        List<SnapshotEntry> entries = new SnapshotShelf(spec).list();
        if (entries.isEmpty()) {
            console.print("%s holds no snapshot of %s", spec.snapshots().topic(), spec.name());
        } else {
            console.print(
                    "%8s  %12s  %-24s  %12s  %-6s  %8s  %s",
                    "sequence", "version", "time", "bytes", "in", "since", "tensors");
        }
        List<Map<String, Object>> list = new ArrayList<>();
        for (SnapshotEntry entry : entries) {
            console.print(
                    "%8d  %12d  %-24s  %12d  %-6s  %8s  %s…",
                    entry.id().sequence(),
                    entry.id().version(),
                    Instant.ofEpochMilli(entry.timeMs()),
                    entry.bytes(),
                    entry.claimed() ? "file" : "record",
                    entry.delta() ? Long.toString(entry.base().getAsLong()) : "",
                    entry.id()
                            .tensorsSha256()
                            .substring(
                                    0, Math.min(16, entry.id().tensorsSha256().length())));
            list.add(toMap(entry));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("topic", spec.snapshots().topic());
        result.put("snapshots", list);
        console.result(result);
    }

    /** Of a delta, what its bytes are counted from. */
    static String sinceBase(SnapshotEntry entry) {
        return entry.delta() ? " of changes since " + entry.base().getAsLong() : "";
    }

    /** What is known without the bytes. */
    static Map<String, Object> toMap(SnapshotEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", entry.id().model());
        fields.put("sequence", entry.id().sequence());
        fields.put("version", entry.id().version());
        fields.put("time", Instant.ofEpochMilli(entry.timeMs()).toString());
        fields.put("bytes", entry.bytes());
        fields.put("claimed", entry.claimed());
        fields.put("base", entry.delta() ? (Long) entry.base().getAsLong() : null);
        fields.put("sha256", entry.sha256());
        fields.put("tensors_sha256", entry.id().tensorsSha256());
        return fields;
    }
}
