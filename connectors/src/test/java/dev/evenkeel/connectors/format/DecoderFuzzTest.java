package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the bytes, a decoder gives an example without a number that is infinite, or a refusal; and it comes back. */
@Timeout(60)
class DecoderFuzzTest {
    private static final int ROWS = 60_000;
    private static final Map<String, String> SEEDS = Map.of(
            "csv", "41;\"adm\"\"in\";words and words;-2.5e2;yes",
            "json",
                    "{\"age\":41,\"job\":\"a\\u00e9\",\"note\":\"some words\",\"balance\":-2.5e2,\"y\":\"yes\",\"o\":[1]}",
            "vw", "1 2.0 'tag|ns:2 a:1 b :3 7:0.5 |other x |  y:-1e3",
            "libsvm", "-1 1:0.5 7:2 12:-3e2 # comment");

    private static Decoder decoder(String format) {
        Schema columns = Schemas.bank();
        Schema open = Schemas.open(Task.BINARY, LabelSpec.number("label"));
        Map<String, String> options =
                format.equals("csv") ? Map.of("delimiter", ";", "header", "age;job;note;balance;y") : Map.of();
        return Formats.decoder(format, options, Formats.namesItsFeatures(format) ? open : columns);
    }

    @ParameterizedTest
    @CsvSource({"csv, 2", "json, 2", "vw, 0", "libsvm, 0"})
    void randomAndDamagedRowsAreDecodedOrRefused(String format, int width) {
        Random random = new Random(4);
        Decoder decoder = decoder(format);
        Example example = new Example(width);
        byte[] seed = SEEDS.get(format).getBytes(StandardCharsets.UTF_8);
        int decoded = 0;
        for (int i = 0; i < ROWS; i++) {
            byte[] row = i % 4 == 0 ? noise(random) : damaged(seed, random);
            int from = random.nextInt(3);
            byte[] padded = new byte[from + row.length + 2];
            System.arraycopy(row, 0, padded, from, row.length);
            try {
                decoder.decode(padded, from, from + row.length, example);
                decoded++;
                assertFinite(example);
            } catch (DecodeException e) {
                assertThat(e.getMessage()).startsWith(e.reason() + ": ").hasSizeLessThan(400);
            }
        }
        assertThat(decoded).isBetween(100, ROWS - 100);
    }

    @ParameterizedTest
    @CsvSource({"csv, 2", "json, 2", "vw, 0", "libsvm, 0"})
    void longNoiseIsRefusedInTime(String format, int width) {
        Random random = new Random(5);
        Decoder decoder = decoder(format);
        byte[] row = new byte[2 << 20];
        for (byte filler : new byte[] {0, ' ', '"', ';', ':', '|', '{', '[', '1', 'a', '\\', (byte) 0xFF}) {
            if (filler == 0) {
                random.nextBytes(row);
            } else {
                Arrays.fill(row, filler);
            }
            try {
                decoder.decode(row, new Example(width));
            } catch (DecodeException e) {
                assertThat(e.getMessage()).hasSizeLessThan(400);
                continue;
            }
            throw new AssertionError("must not be an example: rows of " + (char) filler);
        }
    }

    private static void assertFinite(Example example) {
        for (float value : example.numeric()) {
            assertThat(Float.isInfinite(value)).isFalse();
        }
        for (int t = 0; t < example.tokenCount(); t++) {
            assertThat(Float.isFinite(example.tokenValues()[t])).isTrue();
        }
        assertThat(Float.isFinite(example.label())).isTrue();
        assertThat(example.weight()).isNotNegative().isFinite();
    }

    private static byte[] noise(Random random) {
        byte[] row = new byte[random.nextInt(200)];
        random.nextBytes(row);
        return row;
    }

    private static byte[] damaged(byte[] seed, Random random) {
        byte[] row = Arrays.copyOf(seed, seed.length - (random.nextInt(4) == 0 ? random.nextInt(seed.length) : 0));
        for (int changes = random.nextInt(3); changes > 0 && row.length > 0; changes--) {
            row[random.nextInt(row.length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : seed[random.nextInt(seed.length)];
        }
        return row;
    }
}
