package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Task;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts and lengths that promise more than is there cost nothing. */
@Timeout(10)
class AvroHostileTest {
    private static void decode(String skippedType, byte[] row) throws DecodeException {
        String schema = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"s\",\"type\":" + skippedType
                + "},{\"name\":\"y\",\"type\":\"int\"}]}";
        Formats.decoder("avro", Map.of("schema", schema), Schemas.open(Task.REGRESSION, LabelSpec.number("y")))
                .decode(row, new Example(0));
    }

    private static byte[] varints(long... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long value : values) {
            long zigzag = (value << 1) ^ (value >> 63);
            while ((zigzag & ~0x7FL) != 0) {
                out.write((int) (zigzag & 0x7F) | 0x80);
                zigzag >>>= 7;
            }
            out.write((int) zigzag);
        }
        return out.toByteArray();
    }

    @Test
    void hugeBlocksAreRefusedAtOnce() {
        assertThatThrownBy(() -> decode("{\"type\":\"array\",\"items\":\"int\"}", varints(Long.MAX_VALUE, 1, 0, 5)))
                .hasMessageStartingWith("malformed Avro: s=9223372036854775807 items");
        assertThatThrownBy(() -> decode("{\"type\":\"map\",\"values\":\"int\"}", varints(1L << 40, 1, 0, 5)))
                .hasMessageStartingWith("malformed Avro: s=1099511627776 items");
        assertThatThrownBy(() -> decode("{\"type\":\"array\",\"items\":\"int\"}", varints(-3, Long.MAX_VALUE, 0, 5)))
                .hasMessageStartingWith("malformed Avro: s=9223372036854775807 bytes");
        assertThatThrownBy(() -> decode("{\"type\":\"array\",\"items\":\"int\"}", varints(-3, -1, 0, 5)))
                .hasMessageStartingWith("malformed Avro: s=-1 bytes");
        assertThatThrownBy(() -> decode("\"string\"", varints(Integer.MAX_VALUE, 5)))
                .hasMessageStartingWith("malformed Avro: s=2147483647 bytes");
        assertThatThrownBy(() -> decode("\"bytes\"", varints(Long.MIN_VALUE, 5)))
                .hasMessageStartingWith("malformed Avro: s=-9223372036854775808 bytes");
    }

    @Test
    void itemsWithoutBytesCostNothing() throws DecodeException {
        String empty = "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"n\",\"type\":\"null\"}]}";
        decode("{\"type\":\"array\",\"items\":\"null\"}", varints(Long.MAX_VALUE, 0, 5));
        decode("{\"type\":\"array\",\"items\":" + empty + "}", varints(Long.MAX_VALUE, 0, 5));
        decode(
                "{\"type\":\"array\",\"items\":{\"type\":\"fixed\",\"size\":0,\"name\":\"F\"}}",
                varints(1L << 50, 0, 5));
    }

    @Test
    void recordsInRecordsEndSomewhere() {
        String endless = "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"l\",\"type\":\"L\"},"
                + "{\"name\":\"m\",\"type\":\"L\"}]}";
        assertThatThrownBy(() -> decode(endless, varints(1, 2, 3)))
                .hasMessage("malformed Avro: s=more than 64 levels, expected=a flatter record");
        String list = "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"l\",\"type\":[\"null\",\"L\"]}]}";
        byte[] deep = new byte[4 << 20];
        Arrays.fill(deep, (byte) 2);
        assertThatThrownBy(() -> decode(list, deep)).hasMessageContaining("more than 64 levels");
    }

    @Test
    void aTowerOfEmptyRecordsIsNothing() throws DecodeException {
        StringBuilder tower = new StringBuilder("{\"type\":\"record\",\"name\":\"T0\",\"fields\":[]}");
        for (int i = 1; i <= 40; i++) {
            tower.insert(0, "{\"type\":\"record\",\"name\":\"T" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append("},{\"name\":\"b\",\"type\":\"T" + (i - 1) + "\"}]}");
        }
        decode(tower.toString(), varints(5));
    }

    @Test
    void millionsOfEmptyBlocksAreRefused() {
        byte[] row = new byte[8 << 20];
        Arrays.fill(row, (byte) 1); // -1: a block of one item in -1 bytes
        assertThatThrownBy(() -> decode("{\"type\":\"array\",\"items\":\"int\"}", row))
                .hasMessageStartingWith("malformed Avro: s=-1 bytes");
        byte[] ones = new byte[8 << 20];
        Arrays.fill(ones, (byte) 2); // 1: blocks of one item
        assertThatThrownBy(() -> decode("{\"type\":\"array\",\"items\":\"int\"}", ones))
                .hasMessageStartingWith("truncated: s=");
    }

    @Test
    void overlongNumbersAreRefused() {
        byte[] row = new byte[12];
        Arrays.fill(row, (byte) 0x80);
        assertThatThrownBy(() -> decode("\"long\"", row))
                .hasMessage("malformed Avro: s=a number of more than 64 bits, expected=a long");
        byte[] tooLarge = varints(0, 1L << 40);
        assertThatThrownBy(() -> decode("\"int\"", tooLarge))
                .hasMessage("malformed Avro: y=1099511627776, expected=an int of 32 bits");
    }

    @Test
    void schemasTooDeepAreRefused() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(100_000) + "\"int\"" + "}".repeat(100_000);
        assertThatThrownBy(() -> decode(deep, varints(0))).isInstanceOf(IllegalArgumentException.class);
    }
}
