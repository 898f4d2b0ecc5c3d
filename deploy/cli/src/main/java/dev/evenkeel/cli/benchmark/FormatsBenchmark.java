package dev.evenkeel.cli.benchmark;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Format;
import dev.evenkeel.connectors.flink.KafkaSources;
import dev.evenkeel.connectors.flink.SourceSettings;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.settings.PipelineText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics of the same rows in every format, in turns, with the job's own source and decoders. */
public final class FormatsBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedFlink flink;
    private final KafkaAccess access;
    private final Map<Contender, List<Measured.Run>> runs = new EnumMap<>(Contender.class);
    private final Map<Format, Double> bytesPerRow = new EnumMap<>(Format.class);

    private FormatsBenchmark(EmbeddedFlink flink, KafkaAccess access) {
        this.flink = flink;
        this.access = access;
        for (Contender contender : Contender.values()) {
            runs.put(contender, new ArrayList<>());
        }
    }

    /**
     * Measures.
     *
     * @param folder for the broker's data
     * @param rows of each topic
     * @param rounds that count; one more comes before them
     * @param progress told what goes on
     * @throws IOException when broker or Flink fail
     */
    public static List<Measured> run(Path folder, int rows, int rounds, Consumer<String> progress) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder));
                EmbeddedFlink flink = EmbeddedFlink.start(1, new Configuration())) {
            FormatsBenchmark benchmark = new FormatsBenchmark(flink, KafkaAccess.plain(kafka.bootstrap()));
            for (Format format : Format.values()) {
                progress.accept("publishing %,d rows of %s".formatted(rows, format.key()));
                benchmark.publish(format, rows);
            }
            for (int round = 0; round <= rounds; round++) {
                progress.accept(round == 0 ? "warming up" : "round " + round + " of " + rounds);
                benchmark.round(round, rows);
            }
            return benchmark.measured();
        }
    }

    private static String topic(Format format) {
        return "rows-" + format.key();
    }

    private void publish(Format format, int rows) throws IOException {
        try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
            admin.create(List.of(TopicSpec.rows(topic(format), "examples.topic", 1, 1)));
        }
        FormatRows.Writer writer = FormatRows.writer(format);
        long bytes = 0;
        try (RowPublisher publisher = RowPublisher.open(access, topic(format), 0)) {
            for (int i = 0; i < rows; i++) {
                byte[] row = writer.row(i);
                bytes += row.length;
                publisher.publish(row, 0, row.length);
            }
            publisher.flush();
        }
        bytesPerRow.put(format, (double) bytes / rows);
    }

    /** Each contender once, in another order from round to round. */
    private void round(int round, int rows) throws IOException {
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(order, round);
        for (Contender contender : order) {
            Measured.Run run = measure(contender);
            if (run.rows() != rows) {
                throw new IOException("all rows must come through: format=%s, rows=%d, expected=%d"
                        .formatted(contender.key(), run.rows(), rows));
            }
            if (round > 0) {
                runs.get(contender).add(run);
            }
        }
    }

    private Measured.Run measure(Contender contender) throws IOException {
        Configuration configuration = new Configuration();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(1);
        environment.getConfig().enableObjectReuse();
        build(environment, contender);
        try {
            Map<String, Object> counts = flink.submit(environment.getStreamGraph())
                    .getJobExecutionResult()
                    .get()
                    .getAllAccumulatorResults();
            return new Measured.Run(
                    (Long) counts.get(Stopwatch.ROWS),
                    (Long) counts.get(Stopwatch.NANOS) / 1e9,
                    (Long) counts.get(Stopwatch.CPU_NANOS) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while measuring: format=" + contender.key(), e);
        } catch (ExecutionException e) {
            throw new IOException("must run: format=" + contender.key() + ", cause=" + e.getCause(), e);
        }
    }

    private void build(StreamExecutionEnvironment environment, Contender contender) {
        if (contender == Contender.BYTES) {
            stop(environment.fromSource(values(topic(contender.topic())), WatermarkStrategy.noWatermarks(), "values"));
            return;
        }
        SourceSettings settings = new SourceSettings(
                access, topic(contender.topic()), "benchmark", SourceSettings.Start.EARLIEST, Optional.empty());
        DataStream<RawRecord> records = environment.fromSource(
                KafkaSources.createBounded(settings),
                WatermarkStrategy.noWatermarks(),
                "examples",
                StreamTypes.RAW_RECORD);
        if (contender.decoded().isEmpty()) {
            stop(records);
            return;
        }
        PipelineSpec spec = FormatRows.pipeline(contender.topic(), access.bootstrap());
        stop(records.process(
                        new DecodeFunction(new PipelineText(spec), TopicSpec.MAX_ROW_RECORD_BYTES), StreamTypes.EXAMPLE)
                .name("decode"));
    }

    private KafkaSource<byte[]> values(String topic) {
        return KafkaSource.<byte[]>builder()
                .setBootstrapServers(access.bootstrap())
                .setTopics(topic)
                .setGroupId("benchmark")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(KafkaRecordDeserializationSchema.valueOnly(ByteArrayDeserializer.class))
                .build();
    }

    private static <T> void stop(DataStream<T> rows) {
        rows.process(new Stopwatch<T>(), Types.LONG).sinkTo(new DiscardingSink<>());
    }

    private List<Measured> measured() {
        List<Measured> all = new ArrayList<>();
        runs.forEach((contender, own) ->
                all.add(Measured.of(contender, bytesPerRow.get(contender.topic()), own, runs.get(Contender.SOURCE))));
        return all;
    }
}
