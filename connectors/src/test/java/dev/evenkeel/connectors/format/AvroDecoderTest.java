package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroDecoderTest {
    private static final Map<String, Object> CALL = Map.of(
            "age",
            41,
            "job",
            "admin",
            "note",
            "Some words, some",
            "history",
            List.of(Map.of("a", 1L, "b", -2L), Map.of()),
            "balance",
            -250.5,
            "y",
            symbol("yes"));

    private static GenericData.EnumSymbol symbol(String name) {
        return new GenericData.EnumSymbol(AvroRecords.BANK.getField("y").schema(), name);
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> changed = new HashMap<>(CALL);
        changed.put(field, value);
        return changed;
    }

    private static Decoder bank() {
        return Formats.decoder("avro", Map.of("schema", AvroRecords.BANK.toString()), Schemas.bank());
    }

    private static Example decode(Decoder decoder, byte[] row, int width) throws DecodeException {
        byte[] padded = new byte[row.length + 5];
        System.arraycopy(row, 0, padded, 3, row.length);
        Example example = new Example(width);
        decoder.decode(padded, 3, 3 + row.length, example);
        return example;
    }

    private static Example json(String row) throws DecodeException {
        Example example = new Example(2);
        Formats.decoder("json", Map.of(), Schemas.bank()).decode(row.getBytes(StandardCharsets.UTF_8), example);
        return example;
    }

    private static void assertSame(Example actual, Example expected) {
        assertThat(actual.numeric()).isEqualTo(expected.numeric());
        assertThat(actual.label()).isEqualTo(expected.label());
        assertThat(tokens(actual)).isEqualTo(tokens(expected));
    }

    private static List<String> tokens(Example example) {
        String[] tokens = new String[example.tokenCount()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = example.tokenFields()[i] + ":" + example.tokens()[i] + ":" + example.tokenValues()[i];
        }
        Arrays.sort(tokens);
        return List.of(tokens);
    }

    @Test
    void aRecordIsTheExampleThatItsJsonIs() throws DecodeException {
        assertSame(
                decode(bank(), AvroRecords.bytes(AvroRecords.BANK, CALL), 2),
                json("{\"age\":41,\"job\":\"admin\",\"note\":\"Some words, some\",\"balance\":-250.5,\"y\":\"yes\"}"));
    }

    @Test
    void nullIsAMissingValue() throws DecodeException {
        Map<String, Object> row = with("job", null);
        row.put("balance", null);
        assertSame(
                decode(bank(), AvroRecords.bytes(AvroRecords.BANK, row), 2),
                json("{\"age\":41,\"note\":\"Some words, some\",\"y\":\"yes\"}"));
    }

    @Test
    void randomRecordsAreWhatTheirJsonIs() throws DecodeException {
        Random random = new Random(7);
        Decoder decoder = bank();
        for (int i = 0; i < 2_000; i++) {
            Map<String, Object> row = with("age", random.nextInt());
            double balance = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            String job = "jöb" + random.nextInt(1_000);
            row.put("balance", balance);
            row.put("job", job);
            row.put("y", symbol(random.nextBoolean() ? "yes" : "no"));
            assertSame(
                    decode(decoder, AvroRecords.bytes(AvroRecords.BANK, row), 2),
                    json("{\"age\":%d,\"job\":\"%s\",\"note\":\"Some words, some\",\"balance\":%s,\"y\":\"%s\"}"
                            .formatted((Integer) row.get("age"), job, Double.toString(balance), row.get("y"))));
        }
    }

    private static float number(String type, Object value) throws DecodeException {
        return number(type, value, Schema.DEFAULT_MISSING.toArray(String[]::new));
    }

    private static float number(String type, Object value, String... missing) throws DecodeException {
        org.apache.avro.Schema schema = AvroRecords.schema("{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                + "{\"name\":\"x\",\"type\":" + type + "},{\"name\":\"y\",\"type\":\"boolean\"}]}");
        Schema columns = new Schema(
                Task.BINARY,
                LabelSpec.number("y"),
                List.of("x"),
                List.of(),
                List.of(),
                Set.of(missing),
                Optional.empty(),
                Optional.empty(),
                18);
        Decoder decoder = Formats.decoder("avro", Map.of("schema", schema.toString()), columns);
        Example example = decode(decoder, AvroRecords.bytes(schema, Map.of("x", value, "y", true)), 1);
        assertThat(example.label()).isEqualTo(1);
        return example.numeric()[0];
    }

    @Test
    void anyNumberIsANumber() throws DecodeException {
        assertThat(number("\"int\"", Integer.MIN_VALUE)).isEqualTo(-0x1p31f);
        assertThat(number("\"long\"", Long.MAX_VALUE)).isEqualTo(0x1p63f);
        assertThat(number("\"long\"", -3L)).isEqualTo(-3);
        assertThat(number("\"float\"", 0.1f)).isEqualTo(0.1f);
        assertThat(number("\"double\"", 0.1)).isEqualTo(0.1f);
        assertThat(number("\"boolean\"", true)).isEqualTo(1);
        assertThat(number("\"string\"", " 1.5 ")).isEqualTo(1.5f);
        String decimal = "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}";
        ByteBuffer unscaled = new Conversions.DecimalConversion()
                .toBytes(new BigDecimal("-1234.56"), null, LogicalTypes.decimal(9, 2));
        assertThat(number(decimal, unscaled)).isEqualTo(-1234.56f);
    }

    @Test
    void aNumberThatStandsForAMissingValueIsOne() throws DecodeException {
        assertThat(number("\"int\"", -999, "-999", "NaN")).isNaN();
        assertThat(number("\"double\"", Double.NaN, "-999", "NaN")).isNaN();
        assertThat(number("\"double\"", -998.0, "-999", "NaN")).isEqualTo(-998);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "1.0E39"})
    void whatAFloatCannotHoldIsNotFinite(double value) {
        assertThatThrownBy(() -> number("\"double\"", value))
                .hasMessage("not finite: x=" + value + ", expected=a finite number");
    }

    private static long time(String type, Object value, String format) throws DecodeException {
        org.apache.avro.Schema schema = AvroRecords.schema("{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                + "{\"name\":\"t\",\"type\":" + type + "},{\"name\":\"y\",\"type\":\"float\"},"
                + "{\"name\":\"x\",\"type\":\"float\"},{\"name\":\"w\",\"type\":\"float\"}]}");
        Decoder decoder = Formats.decoder("avro", Map.of("schema", schema.toString()), Schemas.timed(format));
        return decode(decoder, AvroRecords.bytes(schema, Map.of("t", value, "y", 1f, "x", 2f, "w", 0.5f)), 1)
                .timeMs();
    }

    private static String logical(String type, String name) {
        return "{\"type\":\"" + type + "\",\"logicalType\":\"" + name + "\"}";
    }

    @Test
    void timesHaveTheUnitOfTheirLogicalType() throws DecodeException {
        long ms = 1_700_000_000_123L;
        assertThat(time(logical("long", "timestamp-millis"), ms, "iso")).isEqualTo(ms);
        assertThat(time(logical("long", "timestamp-micros"), ms * 1_000, "iso")).isEqualTo(ms);
        assertThat(time(logical("long", "timestamp-nanos"), ms * 1_000_000, "iso"))
                .isEqualTo(ms);
        assertThat(time(logical("int", "date"), 2, "iso")).isEqualTo(172_800_000);
        assertThat(time("\"long\"", 7L, "epoch-s")).isEqualTo(7_000);
        assertThat(time("\"string\"", "1970-01-02", "iso")).isEqualTo(86_400_000);
        assertThatThrownBy(() -> time("\"long\"", ms, "iso")).hasMessageStartingWith("not a time: t=1700000000123");
        assertThatThrownBy(() -> time(logical("long", "timestamp-millis"), Long.MAX_VALUE, "iso"))
                .hasMessageStartingWith("not a time: t=9.2");
    }

    @Test
    void columnsTheSchemaLacksAreAMistake() {
        String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"y\",\"type\":\"int\"}]}";
        assertThatThrownBy(() -> Formats.decoder("avro", Map.of("schema", schema), Schemas.bank()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not in the Avro schema: schema column=age, expected=y");
    }

    @Test
    void nestedColumnsAreAMistake() {
        Schema columns =
                Schemas.of(Task.BINARY, LabelSpec.binary("y", "yes"), List.of("age"), List.of("history"), List.of());
        Map<String, String> options = Map.of("schema", AvroRecords.BANK.toString());
        assertThatThrownBy(() -> Formats.decoder("avro", options, columns))
                .hasMessage("nested value: schema column=history, Avro type=array, expected=a number, text, boolean,"
                        + " enum or null");
    }

    @Test
    void labelsMayBeLackingWhereNothingIsLearned() throws DecodeException {
        org.apache.avro.Schema schema = AvroRecords.schema(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}");
        Schema columns = Schemas.of(Task.REGRESSION, LabelSpec.number("y"), List.of("x"), List.of(), List.of());
        Decoder decoder = Formats.decoder("avro", Map.of("schema", schema.toString()), columns, Labels.OPTIONAL);
        assertThat(decode(decoder, AvroRecords.bytes(schema, Map.of("x", 4)), 1).label())
                .isNaN();
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] row = AvroRecords.bytes(AvroRecords.BANK, CALL);
        Decoder decoder = bank();
        for (int length = 1; length < row.length; length++) {
            byte[] cut = Arrays.copyOf(row, length);
            assertThatThrownBy(() -> decode(decoder, cut, 2))
                    .as("%d bytes", length)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageMatching("(truncated|malformed Avro): .*");
        }
    }

    @Test
    void damageIsNamed() {
        byte[] row = AvroRecords.bytes(AvroRecords.BANK, CALL);
        Decoder decoder = bank();
        assertThatThrownBy(() -> decode(decoder, Arrays.copyOf(row, row.length + 1), 2))
                .hasMessage("bytes after the record: bytes=1, expected=none");
        assertThatThrownBy(() -> decode(decoder, new byte[0], 2)).hasMessageStartingWith("empty record");
        byte[] wrongSymbol = row.clone();
        wrongSymbol[row.length - 1] = 4;
        assertThatThrownBy(() -> decode(decoder, wrongSymbol, 2))
                .hasMessage("malformed Avro: y=symbol 2, expected=one of 2 symbols, from 0");
        byte[] wrongType = row.clone();
        wrongType[1] = 7;
        assertThatThrownBy(() -> decode(decoder, wrongType, 2))
                .hasMessage("malformed Avro: job=type -4, expected=one of 2 types, from 0");
    }
}
