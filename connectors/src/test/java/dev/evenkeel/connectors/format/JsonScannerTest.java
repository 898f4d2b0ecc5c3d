package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against Jackson's parser: the same rows are taken, with the same names and values. */
class JsonScannerTest {
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final List<String> SEEDS = List.of(
            "{\"age\":41,\"job\":\"a\\u00e9\",\"b\":-2.5e2,\"y\":null,\"o\":[1,{\"x\":[]},\"\\\"\"],\"t\":true,\"f\":false}",
            "{\"a\\n\\\"b\":\"\\ud83d\\ude00x\\\\\",\"c\":0.10,\"d\":-0,\"e\":1E+9,\"f\":{\"g\":{},\"h\":[null,true]}}",
            " { \"x\" : 1 , \"y\" : \"z\" } ",
            "{}");

    private final JsonFields fields = new JsonFields();

    private List<String> ours(byte[] row) throws DecodeException {
        List<String> all = new ArrayList<>();
        fields.read(row, 0, row.length, new FieldVisitor() {
            @Override
            public void value(String column, byte[] bytes, int from, int to) {
                all.add(column + "=" + new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void missing(String column) {
                all.add(column + " is null");
            }

            @Override
            public void nested(String column) {
                all.add(column + " is nested");
            }
        });
        return all;
    }

    private static List<String> jacksons(byte[] row) throws IOException {
        List<String> all = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(row)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                switch (parser.nextToken()) {
                    case VALUE_NULL -> all.add(name + " is null");
                    case START_OBJECT, START_ARRAY -> {
                        all.add(name + " is nested");
                        parser.skipChildren();
                        require(parser.currentToken() != null);
                    }
                    default -> all.add(name + "=" + parser.getText());
                }
            }
            require(parser.currentToken() == JsonToken.END_OBJECT);
            require(parser.nextToken() == null);
        }
        return all;
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not a JSON object");
        }
    }

    @Test
    void damagedRowsAreTakenAndRefusedAsJacksonDoes() {
        Random random = new Random(3);
        int taken = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] row = damaged(SEEDS.get(i % SEEDS.size()), random);
            List<String> expected = refusable(() -> jacksons(row));
            List<String> actual = refusable(() -> ours(row));
            if (actual != null || expected == null || !refusalOf(row).equals("invalid UTF-8")) {
                assertThat(actual).as(new String(row, StandardCharsets.UTF_8)).isEqualTo(expected);
                taken += actual == null ? 0 : 1;
            } // else a lone surrogate, of which Jackson makes a character
        }
        assertThat(taken).isBetween(6_000, 24_000);
    }

    /** Reads a row. */
    private interface Reading {
        List<String> fields() throws IOException, DecodeException;
    }

    /** What was read, or null for a row that is none. */
    private static List<String> refusable(Reading reading) {
        try {
            return reading.fields();
        } catch (IOException | DecodeException e) {
            return null;
        }
    }

    private String refusalOf(byte[] row) {
        try {
            ours(row);
            return "";
        } catch (DecodeException e) {
            return e.reason();
        }
    }

    /** ASCII only, so that no other encoding can be guessed. */
    private static byte[] damaged(String seed, Random random) {
        byte[] row = seed.getBytes(StandardCharsets.US_ASCII);
        if (random.nextInt(10) == 0) {
            row = Arrays.copyOf(row, random.nextInt(row.length + 1));
        }
        for (int changes = random.nextInt(4); changes > 0 && row.length > 0; changes--) {
            int at = random.nextInt(row.length);
            row[at] = random.nextBoolean()
                    ? (byte) (1 + random.nextInt(127))
                    : (byte) seed.charAt(random.nextInt(seed.length()));
        }
        return row;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "NaN",
                "Infinity",
                "1_0",
                "tru",
                "truee",
                "nul",
                "'a'",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\t\"",
                "\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "[}",
                "{]",
                "[1",
                "",
                "1 2",
                "1,",
                "//1",
                "01.5"
            })
    void whatIsNoValueIsRefused(String value) {
        assertThatThrownBy(() -> ours(("{\"x\":" + value + "}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws DecodeException {
        assertThat(ours("\uFEFF{\"x\":1}".getBytes(StandardCharsets.UTF_8))).containsExactly("x=1");
    }

    @Test
    void nestingIsFollowedToItsLimit() throws DecodeException {
        String most = "[".repeat(JsonScanner.DEEPEST) + "]".repeat(JsonScanner.DEEPEST);
        assertThat(ours(("{\"x\":" + most + "}").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("x is nested");
        assertThatThrownBy(() -> ours(("{\"x\":[" + most + "]}").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("expected=at most 1000 levels");
        String mixed = "{\"a\":[".repeat(400) + "1" + "]}".repeat(400);
        assertThat(ours(("{\"x\":" + mixed + "}").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("x is nested");
        String crossed = "{\"a\":[".repeat(400) + "1" + "}]".repeat(400);
        assertThatThrownBy(() -> ours(("{\"x\":" + crossed + "}").getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("not JSON");
    }

    @Test
    @Timeout(10)
    void longRowsTakeTimeInProportion() throws DecodeException {
        String escapes = "\\u00e9".repeat(1_000_000);
        assertThat(ours(("{\"" + escapes + "\":\"" + escapes + "\"}").getBytes(StandardCharsets.UTF_8)))
                .hasSize(1);
        String items = "1,".repeat(2_000_000);
        assertThat(ours(("{\"x\":[" + items + "1]}").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("x is nested");
        String names = "\"a\":1,".repeat(500_000);
        assertThat(ours(("{" + names + "\"a\":1}").getBytes(StandardCharsets.UTF_8)))
                .hasSize(500_001);
        assertThat(ours(("{\"x\":" + "1".repeat(4_000_000) + "}").getBytes(StandardCharsets.UTF_8)))
                .hasSize(1);
    }
}
