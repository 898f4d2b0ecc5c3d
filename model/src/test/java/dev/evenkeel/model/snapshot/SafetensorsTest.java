package dev.evenkeel.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @Test
    void everyTypeAndShapeSurvivesInOrder() throws IOException {
        NamedTensors tensors = tensors();
        Map<String, String> metadata = Map.of("quo\"te\\", "tab\t\u0000 line\n é 漢 😀", "empty", "");
        Safetensors.File read = Safetensors.decode(Safetensors.encode(new Safetensors.File(tensors, metadata)));
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.tensors().names()).containsExactlyElementsOf(tensors.names());
        for (String name : tensors.names()) {
            assertThat(read.tensors().get(name).type())
                    .isEqualTo(tensors.get(name).type());
            assertThat(read.tensors().get(name).shape())
                    .isEqualTo(tensors.get(name).shape());
            assertThat(read.tensors().get(name).data())
                    .isEqualTo(tensors.get(name).data());
        }
    }

    @Test
    void theBitsOfEveryNaNSurvive() throws IOException {
        float[] nans = {Float.intBitsToFloat(0x7fc01234), Float.intBitsToFloat(0xffffffff)};
        NamedTensors tensors = new NamedTensors().put("nan", nans, 2);
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors, Map.of()));
        assertThat(Safetensors.encode(Safetensors.decode(bytes))).isEqualTo(bytes);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8))
                .isEqualTo(0x7fc01234);
    }

    @Test
    void theLayoutIsThatOfTheFormat() {
        NamedTensors tensors = new NamedTensors().put("a", new float[] {1, 2}, 2);
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors, Map.of("k", "v")));
        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) in.getLong();
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo(header);
        assertThat(in.getFloat(8 + length)).isEqualTo(1);
        assertThat(in.getFloat(12 + length)).isEqualTo(2);
        assertThat(bytes).hasSize(16 + length);
    }

    @Test
    void aFileWithoutTensorsIsAFile() throws IOException {
        byte[] bytes = Safetensors.encode(new Safetensors.File(new NamedTensors(), Map.of()));
        assertThat(Safetensors.decode(bytes).tensors().names()).isEmpty();
        byte[] metadata = Safetensors.encode(new Safetensors.File(new NamedTensors(), Map.of("k", "v")));
        assertThat(Safetensors.decode(metadata).metadata()).containsExactly(Map.entry("k", "v"));
    }

    @Test
    void foreignWritersMayOrderAndSpaceTheirHeaders() throws IOException {
        String header = """
                { "b" : {"shape":[1 , 1],"dtype":"U8","data_offsets":[ 4 , 5 ]} ,
                "\\u0061\\n":{"dtype":"I32","data_offsets":[0,4],"shape":[]}\t}
                """;
        NamedTensors read = Safetensors.decode(file(header, 7, 0, 0, 0, 9)).tensors();
        assertThat(read.names()).containsExactly("a\n", "b");
        assertThat(read.ints("a\n")).containsExactly(7);
        assertThat(read.bytes("b")).containsExactly(9);
    }

    @Test
    void theHashCoversNamesTypesShapesAndBytesAlone() {
        String hash = Safetensors.sha256(new NamedTensors().put("a", new float[] {1, 2}, 2));
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(Safetensors.sha256(new NamedTensors().put("a", new float[] {1, 2}, 2)))
                .isEqualTo(hash);
        assertThat(Safetensors.sha256(new NamedTensors().put("b", new float[] {1, 2}, 2)))
                .isNotEqualTo(hash);
        assertThat(Safetensors.sha256(new NamedTensors().put("a", new float[] {1, 2}, 1, 2)))
                .isNotEqualTo(hash);
        assertThat(Safetensors.sha256(new NamedTensors().put("a", new float[] {1, 3}, 2)))
                .isNotEqualTo(hash);
        int[] sameBytes = {Float.floatToIntBits(1), Float.floatToIntBits(2)};
        assertThat(Safetensors.sha256(new NamedTensors().put("a", sameBytes, 2)))
                .isNotEqualTo(hash);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors(), Map.of("k", "v")));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Safetensors.decode(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageFindingMatch("truncated|header bytes=|must follow without gap|data bytes=");
        }
    }

    @Test
    void trailingBytesAreRefused() {
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors(), Map.of()));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> Safetensors.decode(longer))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("bytes belong to no tensor: data bytes=\\d+, used=\\d+");
    }

    @Test
    void everyFlippedHeaderBitIsRefusedOrLeavesTheBytesInPlace() {
        byte[] bytes = Safetensors.encode(new Safetensors.File(tensors(), Map.of("k", "v")));
        int header =
                8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int bit = 0; bit < 8 * header; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try { // another name or another type of equal size is another valid file; nothing else may happen
                assertThat(Safetensors.decode(flipped).tensors().names())
                        .hasSameSizeAs(tensors().names());
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4 * header);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 30, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE, 0, 1, 93})
    void anAbsurdHeaderLengthTakesNoMemory(long length) {
        byte[] bytes = new byte[100];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        long before = Allocation.bytes();
        assertThatThrownBy(() -> Safetensors.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("must be in [2, 92]: header bytes=" + length);
        assertThat(Allocation.bytes() - before).isLessThan(1 << 20);
    }

    @Test
    void aHeaderOverTheLimitIsRefused() {
        byte[] bytes = new byte[Safetensors.MAX_HEADER_BYTES + 100];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Safetensors.MAX_HEADER_BYTES + 1);
        assertThatThrownBy(() -> Safetensors.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("must be in [2, 16777216]: header bytes=16777217");
    }

    /** Quotes stand for double ones; eight bytes of data follow. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':#F32 2 0 8@,'a':#F32 0 8 8@} | duplicate name: tensor=a (snapshot header, character ",
                "{'__metadata__':{},'__metadata__':{}} | duplicate name: tensor=__metadata__",
                "{'__metadata__':{'k':'v','k':'w'}} | duplicate name: metadata=k",
                "{'__metadata__':{'k':1}} | malformed header: expected=\"",
                "{'a':#F32 3037000500,3037000500 0 8@} | shape overflows: tensor=a, shape=[3037000500, 3037000500]",
                "{'a':#F32 999999999999999999,0 0 8@} | shape must fit the bytes: tensor=a",
                "{'a':#F32 9999999999999999999 0 8@} | malformed header: expected=a whole number >= 0",
                "{'a':#F32 -2 0 8@} | malformed header: expected=a whole number >= 0",
                "{'a':#F32 2 -8 0@} | malformed header: expected=a whole number >= 0",
                "{'a':#F32 2 8 0@} | shape must fit the bytes: tensor=a, shape=[2], data_offsets=[8, 0], expected bytes=8",
                "{'a':#F32 02 0 8@} | malformed header: expected=a whole number >= 0",
                "{'a':#F32 2.0 0 8@} | malformed header: expected=,",
                "{'a':#F32 3 0 8@} | shape must fit the bytes: tensor=a, shape=[3], data_offsets=[0, 8], expected bytes=12",
                "{'a':#F32 1 0 4@,'b':#F32 1 0 4@} | bytes must follow without gap or overlap: tensor=b, data_offsets=[0,4], expected start=4, data bytes=8",
                "{'a':#F32 1 0 4@,'b':#U8 3 5 8@} | bytes must follow without gap or overlap: tensor=b, data_offsets=[5,8], expected start=4, data bytes=8",
                "{'a':#F32 1 4 8@} | bytes must follow without gap or overlap: tensor=a, data_offsets=[4,8], expected start=0",
                "{'a':#F32 4 0 16@} | bytes must follow without gap or overlap: tensor=a, data_offsets=[0,16], expected start=0, data bytes=8",
                "{'a':#F32 1000000000 0 4000000000@} | bytes must follow without gap or overlap: tensor=a",
                "{'a':#F32 1 0 4@} | bytes belong to no tensor: data bytes=8, used=4",
                "{} | bytes belong to no tensor: data bytes=8, used=0",
                "{'a':#BF16 4 0 8@} | unknown type: tensor=a, dtype=BF16",
                "{'a':#f32 2 0 8@} | unknown type: tensor=a, dtype=f32",
                "{'a':{'dtype':'F32','shape':[2]}} | needs dtype, shape and data_offsets: tensor=a",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | needs dtype, shape and data_offsets: tensor=a",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4,8]}} | malformed header: more than 2 numbers",
                "{'a':#F32 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2 0 8@} | malformed header: more than 16 numbers",
                "{'a':{'dtype':'F32','strides':[1]}} | unknown key: tensor=a, key=strides",
                "{'a':#F32 2 0 8@}} | malformed header: expected=end",
                "{'a':#F32 2 0 8@,} | malformed header: expected=\"",
                "{'a':#F32 2 0 8@ | malformed header: expected=,",
                "{'a | malformed header: unterminated text",
                "{'a\\x':#F32 2 0 8@} | malformed header: unknown escape",
                "{'a\\u00g0':#F32 2 0 8@} | malformed header: unknown escape",
                "{'a\\u00 | malformed header: unknown escape",
                "[] | malformed header: expected={",
                "{'a':null} | malformed header: expected={",
            })
    void hostileHeadersAreRefused(String header, String message) {
        String json = header.replace("#", "{'dtype':'")
                .replaceAll(
                        "(dtype':'\\w+) ([-0-9.,]+) ([-0-9]+) ([-0-9]+)@", "$1','shape':[$2],'data_offsets':[$3,$4]}")
                .replace('\'', '"');
        byte[] bytes = file(json, 0, 0, 0, 0, 0, 0, 0, 0);
        long before = Allocation.bytes();
        assertThatThrownBy(() -> Safetensors.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
        assertThat(Allocation.bytes() - before).isLessThan(1 << 20);
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() {
        byte[] bytes = file("{\"aaa\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        bytes[11] = (byte) 0xc3;
        assertThatThrownBy(() -> Safetensors.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("malformed header: not UTF-8");
        bytes[11] = 7;
        assertThatThrownBy(() -> Safetensors.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessage("malformed header: control character (snapshot header, character 4)");
    }

    private static NamedTensors tensors() {
        return new NamedTensors()
                .put("weights/linear/value", new float[] {1.5f, -0f, Float.MIN_VALUE, 3, 4, 5}, 2, 3)
                .put("empty", new float[0], 0, 7)
                .put("doubles", new double[] {Math.PI, Double.MAX_VALUE}, 2)
                .put("bytes", new byte[] {1, -1, 127}, 3)
                .put("ints", new int[] {Integer.MIN_VALUE}, 1, 1)
                .put("scalar", new long[] {Long.MIN_VALUE})
                .put("nothing", new byte[0], 0);
    }

    private static byte[] file(String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(text.length).put(text);
        for (int octet : data) {
            out.put((byte) octet);
        }
        return out.array();
    }
}
