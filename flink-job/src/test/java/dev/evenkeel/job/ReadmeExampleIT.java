package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.format.Labels;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five lines of connectors/README.md that predict from any JVM are compiled as they stand there, and run. */
class ReadmeExampleIT {
    private static final String YES =
            "58;management;married;tertiary;no;2143;yes;no;unknown;5;may;261;1;-1;0;unknown;yes";
    private static final String NO = YES.replace("yes;no", "no;yes").replaceFirst("yes$", "no");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("\"(58;[^\"]*)\"");

    @TempDir
    static Path directory;

    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @Test
    void fiveLinesPredictWithTheNewestPublishedModel() throws Exception {
        Path yaml = Path.of("../config/pipelines/bank.yaml").toAbsolutePath();
        PipelineSpec bank = PipelineFile.load(yaml, List.of("kafka.bootstrap=" + broker.bootstrap()), System::getenv)
                .spec();
        ModelSnapshot snapshot = learned(bank);
        publish(bank, snapshot);
        String lines = onlyBlock(Files.readString(Path.of("../connectors/README.md")));

        float predicted =
                run(lines.replace("bank.yaml", yaml.toString()).replace("localhost:9092", broker.bootstrap()));

        assertThat(lines.lines()).hasSize(5);
        assertThat(predicted).isEqualTo(probability(bank, snapshot, group(ROW, lines)));
    }

    private static String onlyBlock(String readme) {
        assertThat(JAVA.matcher(readme).results()).hasSize(1);
        return group(JAVA, readme);
    }

    private static String group(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern.pattern()).isTrue();
        return found.group(1);
    }

    /** Without Flink's imports: what the lines need is in config and connectors. */
    private static float run(String lines) throws Exception {
        Path source = Files.writeString(directory.resolve("FiveLines.java"), """
                import static java.nio.charset.StandardCharsets.UTF_8;
                import dev.evenkeel.config.*;
                import dev.evenkeel.connectors.format.*;
                import dev.evenkeel.connectors.kafka.*;
                import dev.evenkeel.connectors.snapshot.*;
                import java.nio.file.Path;
                import java.time.Duration;
                import java.util.List;
                public class FiveLines {
                    public static float yes() throws Exception {
                        %s
                        reader.close();
                        return yes;
                    }
                }
                """.formatted(lines));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        source.toString());
        assertThat(errors).as(lines).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            return (float) loader.loadClass("FiveLines").getMethod("yes").invoke(null);
        }
    }

    private static ModelSnapshot learned(PipelineSpec spec) throws Exception {
        TrainingLane lane = new PipelineText(spec).laneCodec().fresh();
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), 64);
        for (int i = 0; i < 64; i++) {
            batch.add(example(spec, i % 3 == 0 ? NO : YES).origin(0, i));
        }
        lane.learn(batch.build());
        lane.finish(new TrainingLane.Listener() {});
        return ModelSnapshot.of(spec.name(), lane, Instant.EPOCH);
    }

    private static float probability(PipelineSpec spec, ModelSnapshot snapshot, String row) throws Exception {
        Predictions scores = new Predictions(1);
        MiniBatch batch = new MiniBatch.Builder(spec.schema().numeric().size(), 1)
                .add(example(spec, row))
                .build();
        snapshot.learner(spec.learner()).predict(batch, 0, 1, scores);
        spec.learner().loss().mean(scores.scores(), 0, 1, scores.scores(), 0);
        return scores.scores()[0];
    }

    private static Example example(PipelineSpec spec, String row) throws Exception {
        Decoder rows = Formats.decoder("csv", spec.examples().options(), spec.schema(), Labels.OPTIONAL);
        Example example = new Example(spec.schema().numeric().size());
        rows.decode(row.getBytes(StandardCharsets.UTF_8), example);
        return example;
    }

    private static void publish(PipelineSpec spec, ModelSnapshot snapshot) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        SnapshotId id = new SnapshotId(spec.name(), snapshot.sequence(), snapshot.version(), snapshot.sha256());
        try (RecordPublisher publisher =
                RecordPublisher.open(Surroundings.access(spec), spec.snapshots().topic())) {
            for (OutgoingRecord record : SnapshotRecords.inline(id, snapshot.encode(), 1_000)) {
                publisher.publish(record);
            }
        }
    }
}
