package dev.evenkeel.connectors.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.evenkeel.model.data.Example;
import java.util.Map;
import java.util.Optional;

/**
 * Each decoder under Jazzer. The test command runs the seeds, which lie beside this class among the resources, a folder a method; with
 * {@code JAZZER_FUZZ=1} in the environment one method, chosen by {@code -Dtest=JazzerTest#csv}, is fuzzed for a minute.
 */
class JazzerTest {
    private static final String MINUTE = "60s";

    private static final DecoderFuzz CSV =
            DecoderFuzz.columns("csv", Map.of("delimiter", ";", "header", "age;job;note;balance;y"));
    private static final DecoderFuzz JSON = DecoderFuzz.columns("json", Map.of());
    private static final DecoderFuzz VW = DecoderFuzz.open("vw");
    private static final DecoderFuzz LIBSVM = DecoderFuzz.open("libsvm");
    private static final DecoderFuzz AVRO = DecoderFuzz.columns("avro", Map.of("schema", AvroRecords.BANK.toString()));
    private static final AvroPlansById BY_ID = new AvroPlansById(
            id -> id % 2 == 0 ? Optional.of(AvroRecords.BANK) : Optional.empty(),
            schema -> AvroPlan.of(schema, Optional.empty(), Map.of()),
            System::nanoTime);

    @FuzzTest(maxDuration = MINUTE)
    void csv(byte[] row) {
        CSV.accept(row);
    }

    @FuzzTest(maxDuration = MINUTE)
    void json(byte[] row) {
        JSON.accept(row);
    }

    @FuzzTest(maxDuration = MINUTE)
    void vw(byte[] row) {
        VW.accept(row);
    }

    @FuzzTest(maxDuration = MINUTE)
    void libsvm(byte[] row) {
        LIBSVM.accept(row);
    }

    @FuzzTest(maxDuration = MINUTE)
    void avro(byte[] row) {
        AVRO.accept(row);
    }

    @FuzzTest(maxDuration = MINUTE)
    void avroBehindPrefix(byte[] row) {
        AvroBytes in = new AvroBytes();
        in.reset(row, 0, row.length);
        try {
            BY_ID.next(in).read(in, new Example(0));
            in.requireEnd();
        } catch (DecodeException e) {
            if (e.getMessage().length() >= 400) {
                throw new AssertionError("must be short: " + e.getMessage().length(), e);
            }
        }
    }
}
