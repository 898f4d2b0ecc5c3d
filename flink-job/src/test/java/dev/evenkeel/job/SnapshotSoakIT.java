package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RecordPublisher;
import dev.evenkeel.connectors.kafka.SnapshotContent;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.snapshot.LiveModel;
import dev.evenkeel.connectors.snapshot.ReaderSettings;
import dev.evenkeel.connectors.snapshot.SnapshotReader;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import dev.evenkeel.model.snapshot.Safetensors;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast large models travel, and what predictions notice of it. Prints its figures; needs a heap of 8 GB. */
@Tag("soak")
class SnapshotSoakIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = 5;

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
    void aModelOfAHundredMillionParametersThroughTheClaimCheck() throws Exception {
        PipelineSpec spec = pipeline(
                "dense",
                "model={task: binary, kind: network, layers: [{type: dense, units: 10000}, {type: dense, units: 10000}]}",
                "update={rule: sgd, learning-rate: 0.01}",
                "stability.profile=off");
        ModelSnapshot snapshot = numbered(saved(spec), 1);
        try (SnapshotReader reader = reader(spec)) {
            for (int round = 1; round <= ROUNDS; round++) {
                snapshot = numbered(touched(snapshot, round, 1), round);
                byte[] bytes = snapshot.encode();
                long start = System.nanoTime();
                Claim claim = SnapshotFile.write(directory.resolve("dense").toUri(), round, bytes);
                publish(spec, SnapshotRecords.claim(id(spec, snapshot), claim, 0));
                long published = System.nanoTime();
                serves(reader.await(PATIENCE), round);
                say("dense", round, bytes.length, published - start, System.nanoTime() - published);
            }
            assertThat(reader.lastRefusal()).isEmpty();
        }
    }

    @Test
    void aHashedModelOfSixteenMillionWeightsByDeltasWhileItPredicts() throws Exception {
        PipelineSpec spec = pipeline("hashed", "update=nag", "schema.hash-bits=24", "stability.profile=off");
        ModelSnapshot base = numbered(full(saved(spec), 1 << 24), 1);
        byte[] bytes = base.encode();
        Claim claim = SnapshotFile.write(directory.resolve("hashed").toUri(), 1, bytes);
        publish(spec, SnapshotRecords.claim(id(spec, base), claim, 0));
        try (SnapshotReader reader = reader(spec)) {
            long start = System.nanoTime();
            LiveModel live = reader.await(PATIENCE);
            say("hashed, complete", 1, bytes.length, 0, System.nanoTime() - start);
            Latencies quiet = Latencies.of(spec, live);
            await().pollDelay(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> true);
            quiet.print("without swaps");
            Latencies swapping = Latencies.of(spec, live);
            for (int round = 2; round <= ROUNDS + 1; round++) {
                publishDelta(spec, base, numbered(touched(base, round, 100_000), round), live);
            }
            swapping.print("while swapping");
            assertThat(reader.lastRefusal()).isEmpty();
        }
    }

    private static void publishDelta(PipelineSpec spec, ModelSnapshot base, ModelSnapshot next, LiveModel live)
            throws IOException {
        long start = System.nanoTime();
        byte[] delta = SnapshotDelta.between(base, next).orElseThrow().encode();
        Claim claim = SnapshotFile.write(directory.resolve("hashed").toUri(), next.sequence(), delta);
        publish(spec, SnapshotRecords.claimDelta(id(spec, next), base.sequence(), claim, 0));
        long published = System.nanoTime();
        serves(live, next.sequence());
        say("hashed, delta", next.sequence(), delta.length, published - start, System.nanoTime() - published);
    }

    /** Times of single predictions, one after another, on a thread of its own; every row has ten categories of 2^24. */
    private record Latencies(AtomicBoolean stop, CompletableFuture<long[]> counts) {
        private static final int STEP_NS = 50;
        private static final int STEPS = 2_000_000; // a tenth of a second
        private static final int ROWS = 4_096;

        static Latencies of(PipelineSpec spec, LiveModel live) {
            AtomicBoolean stop = new AtomicBoolean();
            List<MiniBatch> rows = rows(spec);
            return new Latencies(stop, CompletableFuture.supplyAsync(() -> {
                Predictions scores = new Predictions(1);
                long[] counts = new long[STEPS + 1];
                for (int i = 0; !stop.get(); i = (i + 1) % ROWS) {
                    long start = System.nanoTime();
                    live.predict(rows.get(i), scores);
                    long step = (System.nanoTime() - start) / STEP_NS;
                    counts[(int) Math.min(step, STEPS)]++;
                }
                return counts;
            }));
        }

        private static List<MiniBatch> rows(PipelineSpec spec) {
            SplittableRandom random = new SplittableRandom(1);
            int numbers = spec.schema().numeric().size();
            return Stream.generate(() -> {
                        Example row = new Example(numbers).weight(1);
                        for (int i = 0; i < 10; i++) {
                            row.addToken(0, random.nextInt(1 << 24), 1);
                        }
                        return new MiniBatch.Builder(numbers, 1).add(row).build();
                    })
                    .limit(ROWS)
                    .toList();
        }

        void print(String when) {
            stop.set(true);
            long[] all = counts.join();
            System.out.printf(
                    "predictions %s: %,d; median %.2f us, p99 %.2f us, p99.9 %.2f us, p99.99 %.1f us, longest %.1f ms%n",
                    when,
                    LongStream.of(all).sum(),
                    at(all, 0.5),
                    at(all, 0.99),
                    at(all, 0.999),
                    at(all, 0.9999),
                    at(all, 1) / 1e3);
            assertThat(at(all, 0.999)).as("p99.9 in microseconds").isLessThan(1_000);
        }

        /** Microseconds that this share of predictions took at most. */
        private static double at(long[] counts, double share) {
            long rest = (long) Math.ceil(share * LongStream.of(counts).sum());
            int step = 0;
            while (rest > counts[step]) {
                rest -= counts[step++];
            }
            return (step + 1) * STEP_NS / 1e3;
        }
    }

    private static void serves(LiveModel live, long sequence) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> live.snapshot().sequence() == sequence);
    }

    private static void say(String what, long round, long bytes, long writtenNs, long lagNs) {
        System.out.printf(
                "%s %d: %,d bytes, written and published in %.2f s (%.0f MB/s), served %.2f s after (%.0f MB/s)%n",
                what,
                round,
                bytes,
                writtenNs / 1e9,
                1e3 * bytes / Math.max(writtenNs, 1),
                lagNs / 1e9,
                1e3 * bytes / lagNs);
    }

    private static SnapshotReader reader(PipelineSpec spec) throws IOException {
        return SnapshotReader.follow(
                ReaderSettings.of(Surroundings.access(spec), spec.snapshots().topic(), spec.name(), spec.learner())
                        .withMostBytes(SnapshotContent.MOST_BYTES));
    }

    private static void publish(PipelineSpec spec, List<OutgoingRecord> records) throws IOException {
        try (RecordPublisher publisher =
                RecordPublisher.open(Surroundings.access(spec), spec.snapshots().topic())) {
            for (OutgoingRecord record : records) {
                publisher.publish(record);
            }
        }
    }

    private static SnapshotId id(PipelineSpec spec, ModelSnapshot snapshot) {
        return new SnapshotId(spec.name(), snapshot.sequence(), snapshot.version(), snapshot.sha256());
    }

    private static ModelSnapshot saved(PipelineSpec spec) {
        NamedTensors tensors = new NamedTensors();
        Learners.create(spec.learner()).save(tensors);
        Map<String, String> metadata = new HashMap<>(Map.of(ModelSnapshot.FORMAT, "1"));
        spec.learner().identity().forEach((key, value) -> metadata.put("learner." + key, value));
        return new ModelSnapshot(tensors, metadata);
    }

    /** A linear model of which every weight is used. */
    private static ModelSnapshot full(ModelSnapshot empty, int rows) {
        NamedTensors tensors = new NamedTensors();
        int[] keys = new int[rows];
        Arrays.setAll(keys, i -> i);
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        for (String name : empty.tensors().names()) {
            Tensor tensor = empty.tensors().get(name);
            boolean table = tensor.shape().length > 0 && tensor.shape()[0] == 0;
            long[] shape = tensor.shape().clone();
            if (table) {
                shape[0] = rows;
            }
            Object data = !table ? tensor.data() : name.endsWith("/index") ? keys : ones.clone();
            tensors.put(name, new Tensor(tensor.type(), shape, data));
        }
        return new ModelSnapshot(tensors, empty.metadata());
    }

    /** The same with other numbers in so many places of each tensor of floats. */
    private static ModelSnapshot touched(ModelSnapshot snapshot, long seed, int places) {
        NamedTensors tensors = new NamedTensors();
        for (String name : snapshot.tensors().names()) {
            Tensor tensor = snapshot.tensors().get(name);
            Object data = tensor.data();
            if (data instanceof float[] floats && floats.length > 10_000) {
                float[] changed = floats.clone();
                SplittableRandom random = new SplittableRandom(seed); // the same places in all tensors
                for (int i = 0; i < places; i++) {
                    changed[random.nextInt(changed.length)] = 1 + (float) random.nextDouble();
                }
                data = changed;
            }
            tensors.put(name, new Tensor(tensor.type(), tensor.shape(), data));
        }
        return new ModelSnapshot(tensors, snapshot.metadata());
    }

    private static ModelSnapshot numbered(ModelSnapshot snapshot, long sequence) {
        Map<String, String> metadata = new HashMap<>(snapshot.metadata());
        metadata.put(ModelSnapshot.SEQUENCE, Long.toString(sequence));
        metadata.put(ModelSnapshot.VERSION, Long.toString(64 * sequence));
        metadata.put(ModelSnapshot.SHA256, Safetensors.sha256(snapshot.tensors()));
        return new ModelSnapshot(snapshot.tensors(), metadata);
    }

    private static PipelineSpec pipeline(String name, String... sets) throws IOException {
        String[] all = Arrays.copyOf(sets, sets.length + 2);
        all[sets.length] = "name=" + name;
        all[sets.length + 1] = "kafka.bootstrap=" + broker.bootstrap();
        PipelineSpec spec = TestPipelines.pipeline(all);
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), Duration.ofSeconds(10))) {
            admin.create(Surroundings.topics(spec));
        }
        return spec;
    }
}
