package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.TopicReader;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro files on the command line: the rows of {@link Samples} once more. */
class AvroCommandsIT {
    private static final int ROWS = 400;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Row", "fields": [{"name": "x", "type": "int"},
              {"name": "color", "type": "string"}, {"name": "y", "type": "string"}]}""");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path avro() throws IOException {
        Path file = folder.resolve("sample.avro");
        List<String> lines = Files.readAllLines(Samples.csv(folder, ROWS));
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.setCodec(CodecFactory.deflateCodec(6)).create(SCHEMA, file.toFile());
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                GenericRecord row = new GenericData.Record(SCHEMA);
                row.put("x", Integer.valueOf(cells[0]));
                row.put("color", cells[1]);
                row.put("y", cells[2]);
                writer.append(row);
            }
        }
        return file;
    }

    private static JsonNode evaluate(Path file) throws IOException {
        var run = Invocation.of(
                "evaluate",
                "--json",
                "--input",
                file.toString(),
                "--task",
                "binary",
                "--label",
                "y",
                "--positive",
                "yes");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    @Test
    void aFileOfAvroIsLearnedAsItsCsvIs() throws IOException {
        JsonNode avro = evaluate(avro());
        JsonNode csv = evaluate(folder.resolve("sample.csv"));

        assertThat(avro.path("examples").asInt()).isEqualTo(ROWS);
        assertThat(avro.path("model").path("sha256"))
                .isEqualTo(csv.path("model").path("sha256"));
    }

    @Test
    void aFileOfAvroIsPublishedBehindItsSchemasNumber() throws IOException {
        Path schemas = Files.createDirectory(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("258.avsc"), SCHEMA.toString());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka")))) {
            String[] replay = {
                "replay",
                "-p",
                Samples.pipeline(folder).toString(),
                "--input",
                avro().toString(),
                "--set",
                "examples.format=avro",
                "--set",
                "examples.options={schema-folder: " + schemas + "}",
                "--set",
                "kafka.bootstrap=" + kafka.bootstrap(),
                "--schema-id",
                "258"
            };
            var run = Invocation.of(replay);
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<RawRecord> records = new ArrayList<>();
            try (TopicReader reader = TopicReader.fromBeginning(
                    KafkaAccess.plain(kafka.bootstrap()), "sample.examples", Duration.ofSeconds(30))) {
                reader.readToEnd(records::add);
            }
            assertThat(records).hasSize(ROWS);
            assertThat(records.get(0).value()).containsExactly(0, 0, 0, 1, 2, 0, 6, 'r', 'e', 'd', 4, 'n', 'o');
        }
    }

    @Test
    void theTopicsSchemaMustBeTheFiles() throws IOException {
        var run = Invocation.of(
                "replay",
                "-p",
                Samples.pipeline(folder).toString(),
                "--input",
                avro().toString(),
                "--set",
                "examples.format=avro",
                "--set",
                "examples.options={schema: '{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}'}");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("the file's schema is another than the topic's");
    }

    @Test
    void numbersOfSchemasAreForAvroOnly() throws IOException {
        var run = Invocation.of(
                "replay",
                "-p",
                Samples.pipeline(folder).toString(),
                "--input",
                Samples.csv(folder, 3).toString(),
                "--schema-id",
                "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is only for examples.format=avro: --schema-id=1, examples.format=csv");
    }
}
