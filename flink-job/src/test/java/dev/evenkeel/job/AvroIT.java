package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro rows of two schemas, one after the other, through a real broker and a real Flink. */
class AvroIT {
    private static final long ROWS = 4_000;
    private static final long CHANGE = 2_500;
    private static final DriftingRows STREAM = new DriftingRows(1);

    /** As the CSV's columns, but for what comes of evolution: other types, another order, columns nobody asked for. */
    private static final List<Schema> SCHEMAS = List.of(
            schema("time:long x0:double x1:double x2:double color:string y:string"),
            schema("y:int extra:bytes x2:string x1:double x0:double color:string"));

    @TempDir
    private Path directory;

    private static Schema schema(String fields) {
        StringBuilder json = new StringBuilder();
        for (String field : fields.split(" ", -1)) {
            String[] parts = field.split(":", -1);
            json.append(json.isEmpty() ? "" : ",")
                    .append("{\"name\":\"%s\",\"type\":\"%s\"}".formatted(parts[0], parts[1]));
        }
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Row\",\"fields\":[" + json + "]}");
    }

    @Test
    void rowsOfTwoSchemasAreLearnedAsTheirCsvIsAndOthersRejected() throws Exception {
        Path schemas = Files.createDirectory(directory.resolve("schemas"));
        for (int id = 0; id < SCHEMAS.size(); id++) {
            Files.writeString(schemas.resolve(id + ".avsc"), SCHEMAS.get(id).toString());
        }
        try (Broker broker = Broker.start(directory.resolve("kafka"))) {
            PipelineSpec spec = TestPipelines.pipeline(
                    "kafka.bootstrap=" + broker.bootstrap(),
                    "examples.format=avro",
                    "examples.options={schema-folder: " + schemas + "}",
                    "checkpoint.storage=" + directory.resolve("checkpoints").toUri(),
                    "restart.strategy=none");
            try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
                admin.create(Surroundings.topics(spec));
            }
            broker.publish(LongStream.range(0, ROWS)
                    .mapToObj(number -> new ProducerRecord<>(
                            spec.examples().topic(), 0, DriftingRows.timeMs(number), null, row(number))));
            Map<String, Object> counts;
            try (EmbeddedFlink flink = JobRun.flink(1)) {
                counts = JobRun.start(flink, spec).awaitRead(ROWS).drain();
            }

            long malformed =
                    LongStream.range(0, ROWS).filter(AvroIT::isMalformed).count();
            assertThat(counts)
                    .containsEntry(DecodeFunction.REJECTED, malformed)
                    .containsEntry(TrainFunction.LEARNED, ROWS - malformed);
            LiveTopics topics = new LiveTopics(broker, spec);
            assertThat(topics.last().sha256()).isEqualTo(learnedFromCsv().sha256());
            assertRejects(topics.rejects());
        }
    }

    private static void assertRejects(List<RawRecord> rejects) {
        for (RawRecord reject : rejects) {
            long number = Long.parseLong(LiveTopics.header(reject, RejectHeaders.OFFSET));
            assertThat(reject.value()).isEqualTo(row(number));
            assertThat(LiveTopics.header(reject, RejectHeaders.EXCEPTION_MESSAGE))
                    .startsWith(number % 200 == 37 ? "truncated: " : "unknown schema: id=7");
        }
    }

    private static boolean isMalformed(long number) {
        return number % 100 == 37;
    }

    private static byte[] row(long number) {
        int id = number < CHANGE ? 0 : 1;
        byte[] record = record(SCHEMAS.get(id), new String(STREAM.csv(number), UTF_8).split(",", -1));
        boolean unknown = isMalformed(number) && number % 200 != 37;
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(row)) {
            out.write(0);
            out.writeInt(unknown ? 7 : id);
            out.write(record, 0, isMalformed(number) ? 1 : record.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return row.toByteArray();
    }

    private static byte[] record(Schema schema, String[] cells) {
        List<String> names = List.of("time", "x0", "x1", "x2", "color", "y");
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            int column = names.indexOf(field.name());
            record.put(
                    field.pos(),
                    switch (field.schema().getType()) {
                        case LONG -> Long.valueOf(cells[column]);
                        case INT -> Integer.valueOf(cells[column]);
                        case DOUBLE -> Double.valueOf(cells[column]);
                        case BYTES -> ByteBuffer.allocate(3);
                        default -> cells[column];
                    });
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static ModelSnapshot learnedFromCsv() {
        PipelineSpec csv = TestPipelines.pipeline();
        TrainingLane lane = new PipelineText(csv).laneCodec().fresh();
        MiniBatch.Builder rows = new MiniBatch.Builder(3, 1_024);
        for (long number = 0; number < ROWS; number++) {
            if (!isMalformed(number)) {
                rows.add(STREAM.example(csv, number));
            }
        }
        lane.learn(rows.build());
        return ModelSnapshot.of("drift", lane, Instant.EPOCH);
    }
}
