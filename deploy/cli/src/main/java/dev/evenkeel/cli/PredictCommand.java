package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.FilePrediction;
import dev.evenkeel.cli.offline.PredictorFile;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.model.learner.Learner;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts a file with a published model. */
@CommandLine.Command(
        name = "predict",
        description = "Predict a file's rows with a snapshot, without learning. One line for each row, in order.")
final class PredictCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(names = "--snapshot", required = true, paramLabel = "FILE", description = "The model, as safetensors.")
    private Path snapshot;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The rows, plain or gzip; - is standard input. They need no label.")
    private String input;

    @Option(names = "--out", paramLabel = "FILE", description = "Write here instead of to standard output.")
    private Path out;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "csv or json (an object a line). Default: by the name of --out, else csv.")
    private FilePrediction.Form form;

    @Override
    void run(Console console) throws IOException {
        if (out == null && console.json()) {
            throw new UsageException("a file must be named, since --json keeps standard output for itself: --out FILE");
        }
        PipelineSpec spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        Learner learner = PredictorFile.read(snapshot, spec.learner());
        FilePrediction.Result result;
        try (RowReader rows = RowReader.open(
                input, spec.examples().format().key(), spec.examples().options())) {
            result = out == null ? print(spec, learner, rows, console) : save(spec, learner, rows);
        }
        RejectionNotes.say(result.rejections(), console);
        console.say(
                "%,d rows predicted, %,d rejected",
                result.predicted(), result.rejections().count());
        var summary = new LinkedHashMap<String, Object>();
        summary.put("predicted", result.predicted());
        summary.put("rejected", result.rejections().count());
        summary.put("version", learner.version());
        summary.put("file", String.valueOf(out));
        console.result(summary);
    }

    private FilePrediction.Result save(PipelineSpec spec, Learner learner, RowReader rows) throws IOException {
        try (Writer writer = Files.newBufferedWriter(out)) {
            return FilePrediction.run(spec, learner, rows, form(), writer);
        }
    }

    private FilePrediction.Result print(PipelineSpec spec, Learner learner, RowReader rows, Console console)
            throws IOException {
        Writer writer = new OutputStreamWriter(console.bytes(), StandardCharsets.UTF_8);
        FilePrediction.Result result = FilePrediction.run(spec, learner, rows, form(), writer);
        if (console.bytes().checkError()) {
            throw new EnvironmentException("standard output must stay open: input=" + input);
        }
        return result;
    }

    private FilePrediction.Form form() {
        if (form != null) {
            return form;
        }
        boolean json = out != null && out.toString().toLowerCase(Locale.ROOT).matches(".*\\.(json|jsonl|ndjson)");
        return json ? FilePrediction.Form.JSON : FilePrediction.Form.CSV;
    }
}
