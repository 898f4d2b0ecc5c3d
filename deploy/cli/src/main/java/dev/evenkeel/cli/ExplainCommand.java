package dev.evenkeel.cli;

import dev.evenkeel.config.Explanation;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Shows what a pipeline file comes to. */
@CommandLine.Command(
        name = "explain",
        description = "Show every setting of a pipeline and where it came from: the file, a default, the environment"
                + " or --set. Secrets are hidden.")
final class ExplainCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Override
    void run(Console console) {
        Explanation explanation = Explanation.of(
                PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv));
        console.print("%s", explanation);
        List<Map<String, String>> settings = new ArrayList<>();
        for (Setting setting : explanation.settings()) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("key", setting.key());
            line.put("value", setting.value());
            line.put("origin", setting.origin().toString());
            settings.add(line);
        }
        console.result(Map.of("settings", settings));
    }
}
