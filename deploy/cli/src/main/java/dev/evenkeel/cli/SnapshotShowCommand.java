package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.SnapshotShelf;
import dev.evenkeel.cli.topic.TensorFigures;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a published model. */
@CommandLine.Command(name = "show", description = "Show what a published model holds, and where it came from.")
final class SnapshotShowCommand extends Command {
    private static final int MOST_OF_A_VALUE = 72;

    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Parameters(
            paramLabel = "SEQUENCE",
            defaultValue = SnapshotShelf.LATEST,
            description = "Its number, or latest, the default.")
    private String which;

    @Override
    void run(Console console) throws IOException {
        var spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        SnapshotShelf shelf = new SnapshotShelf(spec);
        SnapshotEntry entry = shelf.find(which);
        ModelSnapshot snapshot = shelf.read(entry);
        console.print("%s, %,d bytes%s", entry.id().key(), entry.bytes(), SnapshotListCommand.sinceBase(entry));
        console.print("");
        Map<String, String> metadata = new TreeMap<>(snapshot.metadata());
        metadata.forEach((key, value) -> console.print("%-26s %s", key, shortened(value)));
        console.print("");
        console.print("%-34s %-4s %12s  %12s  %12s  %12s", "tensor", "type", "shape", "norm", "least", "greatest");
        List<Map<String, Object>> tensors = new ArrayList<>();
        for (String name : snapshot.tensors().names()) {
            TensorFigures tensor = TensorFigures.of(name, snapshot.tensors().get(name));
            console.print(
                    "%-34s %-4s %12s  %12.6g  %12.6g  %12.6g",
                    name, tensor.type(), tensor.shape(), tensor.norm(), tensor.least(), tensor.greatest());
            tensors.add(toMap(tensor));
        }
        Map<String, Object> result = SnapshotListCommand.toMap(entry);
        result.put("metadata", metadata);
        result.put("tensors", tensors);
        console.result(result);
    }

    private static String shortened(String value) {
        return value.length() <= MOST_OF_A_VALUE ? value : value.substring(0, MOST_OF_A_VALUE - 1) + "…";
    }

    private static Map<String, Object> toMap(TensorFigures tensor) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", tensor.name());
        fields.put("type", tensor.type());
        fields.put("shape", tensor.shape());
        fields.put("norm", finite(tensor.norm()));
        fields.put("least", finite(tensor.least()));
        fields.put("greatest", finite(tensor.greatest()));
        return fields;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
