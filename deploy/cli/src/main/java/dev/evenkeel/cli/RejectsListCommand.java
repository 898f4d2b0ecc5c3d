package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.RejectGroups;
import dev.evenkeel.config.PipelineFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists rejects by reason. */
@CommandLine.Command(
        name = "list",
        description =
                "List the rejects by reason: how many, of which time, the columns at fault, and where the originals"
                        + " are.")
final class RejectsListCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private RejectOptions options = new RejectOptions();

    @Override
    void run(Console console) throws IOException {
        var spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        RejectGroups rejects = RejectGroups.read(spec, options.filter());
        if (rejects.groups().isEmpty()) {
            console.print("%s holds no such reject", spec.rejects().topic());
        }
        List<Map<String, Object>> groups = new ArrayList<>();
        for (RejectGroups.Group group : rejects.groups()) {
            console.print("%,d  %s, at %s", group.count(), group.reason(), group.stage());
            if (!group.columns().isEmpty()) {
                console.print("      columns    %s", columns(group));
            }
            console.print("      time       %s to %s", group.first(), group.last());
            console.print("      originals  %s", String.join(", ", group.examples()));
            if (group.hashed() > 0) {
                console.print("      hashed     %,d, which cannot be replayed", group.hashed());
            }
            groups.add(toMap(group));
        }
        if (rejects.foreign() > 0) {
            console.print("%,d records besides are no rejects", rejects.foreign());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("topic", spec.rejects().topic());
        result.put("rejects", rejects.count());
        result.put("foreign", rejects.foreign());
        result.put("groups", groups);
        console.result(result);
    }

    private static String columns(RejectGroups.Group group) {
        return group.columns().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(column -> "%s (%,d)".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> toMap(RejectGroups.Group group) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stage", group.stage());
        fields.put("reason", group.reason());
        fields.put("count", group.count());
        fields.put("hashed", group.hashed());
        fields.put("columns", group.columns());
        fields.put("first", group.first().toString());
        fields.put("last", group.last().toString());
        fields.put("originals", group.examples());
        return fields;
    }
}
