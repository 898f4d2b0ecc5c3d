package dev.evenkeel.cli;

import dev.evenkeel.config.ConfigurationException;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.document.Mistake;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.job.start.Inspection;
import dev.evenkeel.job.start.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a pipeline file. */
@CommandLine.Command(
        name = "validate",
        description = "Check a pipeline file: all mistakes at once, with line numbers. Nothing is created.")
final class ValidateCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--connect",
            description =
                    "Ask the brokers and topics, too, look at the folder of checkpoints, and decode the first rows.")
    private boolean connect;

    @Override
    void run(Console console) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("valid", true);
        result.put("file", pipeline.requiredFile().toString());
        PipelineSpec spec;
        try {
            spec = LocalPipelines.load(pipeline).spec();
            if (!connect) { // where it is one finding among others
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), spec.schema());
            }
        } catch (ConfigurationException e) {
            report(result, e.mistakes().stream().map(ValidateCommand::mistake).toList(), console);
            throw e;
        }
        result.put("pipeline", spec.name());
        if (connect) {
            connect(spec, result, console);
        }
        console.print("%s: the pipeline %s is sound", pipeline.requiredFile(), spec.name());
        console.result(result);
    }

    private static void connect(PipelineSpec spec, Map<String, Object> result, Console console) {
        Inspection inspection = Surroundings.inspect(spec);
        result.put("topics", inspection.partitions());
        String missing = spec.kafka().createTopics() ? "missing, created at the first start" : "missing";
        inspection
                .partitions()
                .forEach((topic, count) ->
                        console.print("topic %s: %s", topic, count == 0 ? missing : partitions(count)));
        result.put("notes", inspection.notes());
        inspection.notes().forEach(note -> console.print("note: %s", note));
        if (!inspection.findings().isEmpty()) {
            report(result, inspection.findings(), console);
            String findings = String.join("\n", inspection.findings());
            throw inspection.configuration() ? new UsageException(findings) : new EnvironmentException(findings);
        }
        console.print(
                "%s: the brokers are as the pipeline needs them", spec.kafka().bootstrap());
    }

    private static String partitions(int count) {
        return count == 1 ? "1 partition" : count + " partitions";
    }

    private static void report(Map<String, Object> result, List<?> mistakes, Console console) {
        result.put("valid", false);
        result.put("mistakes", new ArrayList<>(mistakes));
        console.result(result);
    }

    private static Map<String, Object> mistake(Mistake mistake) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", mistake.file());
        fields.put("line", mistake.line());
        fields.put("column", mistake.column());
        fields.put("key", mistake.key());
        fields.put("value", mistake.value());
        fields.put("message", mistake.message());
        fields.put("remedy", mistake.remedy());
        return fields;
    }
}
