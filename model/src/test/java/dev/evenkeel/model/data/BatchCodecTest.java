package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    @Test
    void examplesSurviveExactly() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            Example example = Rows.random(random, random.nextInt(20));
            MiniBatchTest.assertSame(BatchCodec.readExample(in(bytes(example))), example);
        }
    }

    @Test
    void batchesSurviveExactly() throws IOException {
        Random random = new Random(2);
        for (int rows : new int[] {0, 1, 2, 77}) {
            for (int width : new int[] {0, 1, 9}) {
                MiniBatch batch = Rows.batch(random, width, rows);
                MiniBatch read = BatchCodec.readBatch(in(bytes(batch)));
                assertThat(read.rows()).isEqualTo(rows);
                assertThat(read.width()).isEqualTo(width);
                assertThat(bytes(read)).isEqualTo(bytes(batch));
                Example actual = new Example(width);
                Example expected = new Example(width);
                for (int r = 0; r < rows; r++) {
                    read.row(r, actual);
                    batch.row(r, expected);
                    MiniBatchTest.assertSame(actual, expected);
                }
            }
        }
    }

    @Test
    void keysSurviveAndTakeNothingWhereThereAreNone() throws IOException {
        Example keyed = tokens(1).key(new byte[] {1, 2, 3});
        assertThat(BatchCodec.readExample(in(bytes(keyed))).key()).containsExactly(1, 2, 3);
        MiniBatch mixed = new MiniBatch.Builder(0, 1)
                .add(tokens(1))
                .add(keyed)
                .add(tokens(0).key(new byte[0]))
                .build();

        MiniBatch read = BatchCodec.readBatch(in(bytes(mixed)));

        assertThat(read.key(0)).isNull();
        assertThat(read.key(1)).containsExactly(1, 2, 3);
        assertThat(read.key(2)).isEmpty();
        assertThat(bytes(new MiniBatch.Builder(0, 1).add(tokens(1)).build())[0]).isZero();
        Example row = new Example(0);
        read.row(1, row);
        assertThat(row.copy().key()).containsExactly(1, 2, 3);
    }

    @Test
    void theBitsOfEveryNaNSurvive() throws IOException {
        Example example = new Example(1);
        example.numeric()[0] = Float.intBitsToFloat(0x7fc01234);
        Example read = BatchCodec.readExample(in(bytes(example)));
        assertThat(Float.floatToRawIntBits(read.numeric()[0])).isEqualTo(0x7fc01234);
    }

    @Test
    void severalWrittenAfterEachOtherAreReadOneByOne() throws IOException {
        Random random = new Random(3);
        MiniBatch one = Rows.batch(random, 2, 5);
        MiniBatch two = Rows.batch(random, 3, 4);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes(one));
        out.write(bytes(two));
        DataInputStream in = in(out.toByteArray());
        assertThat(bytes(BatchCodec.readBatch(in))).isEqualTo(bytes(one));
        assertThat(bytes(BatchCodec.readBatch(in))).isEqualTo(bytes(two));
        assertThat(in.available()).isZero();
    }

    @Test
    void everyTruncationIsAnEarlyEnd() throws IOException {
        byte[] batch = bytes(Rows.batch(new Random(4), 2, 3));
        for (int length = 0; length < batch.length; length++) {
            byte[] cut = Arrays.copyOf(batch, length);
            assertThatThrownBy(() -> BatchCodec.readBatch(in(cut))).isInstanceOf(EOFException.class);
        }
        byte[] example = bytes(Rows.random(new Random(5), 3));
        for (int length = 0; length < example.length; length++) {
            byte[] cut = Arrays.copyOf(example, length);
            assertThatThrownBy(() -> BatchCodec.readExample(in(cut))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> BatchCodec.readBatch(in(ints(0, -1, 0))))
                .isInstanceOf(IOException.class)
                .hasMessage("must be >= 0: width=-1");
        assertThatThrownBy(() -> BatchCodec.readBatch(in(ints(0, 0, Integer.MIN_VALUE))))
                .isInstanceOf(IOException.class)
                .hasMessage("must be >= 0: tokens=-2147483648");
        assertThatThrownBy(() -> BatchCodec.readExample(in(ints(0, -7))))
                .isInstanceOf(IOException.class)
                .hasMessage("must be >= 0: tokens=-7");
    }

    @Test
    void countsThatOverflowAreRefused() {
        assertThatThrownBy(() -> BatchCodec.readBatch(in(ints(1 << 30, 1 << 30, 1 << 30))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("must be in [0, 2147483639]: batch bytes=");
        assertThatThrownBy(() -> BatchCodec.readExample(in(ints(1 << 30, 1 << 30))))
                .isInstanceOf(IOException.class)
                .hasMessage("must be in [0, 2147483639]: example bytes=15032385564");
    }

    @Test
    void tokenOffsetsMustAscendAndSpanTheTokens() throws IOException {
        MiniBatch batch =
                new MiniBatch.Builder(0, 2).add(tokens(2)).add(tokens(1)).build();
        byte[] good = bytes(batch);
        int second = 12 + 4; // after three counts and the first offset
        byte[] descending = good.clone();
        ByteBuffer.wrap(descending).putInt(second, 5);
        assertThatThrownBy(() -> BatchCodec.readBatch(in(descending)))
                .isInstanceOf(IOException.class)
                .hasMessage("must ascend: token offset=3, expected>=5");
        byte[] beyond = good.clone();
        ByteBuffer.wrap(beyond).putInt(second + 4, 4);
        assertThatThrownBy(() -> BatchCodec.readBatch(in(beyond)))
                .isInstanceOf(IOException.class)
                .hasMessage("must span the tokens: first offset=0, last offset=4, tokens=3");
    }

    @Test
    void aHostileLengthTakesNoMemory() {
        long before = Allocation.bytes();
        assertThatThrownBy(() -> BoundedBytes.read(in(new byte[100]), "text", 2_000_000_000))
                .isInstanceOf(EOFException.class);
        assertThat(Allocation.bytes() - before).isLessThan(4 << 20);
        assertThatThrownBy(() -> BoundedBytes.read(in(new byte[100]), "text", -1))
                .isInstanceOf(IOException.class)
                .hasMessage("must be in [0, 2147483639]: text bytes=-1");
    }

    @Test
    void longContentIsReadInPieces() throws IOException {
        byte[] content = new byte[(5 << 20) + 3];
        new Random(6).nextBytes(content);
        assertThat(BoundedBytes.read(in(content), "content", content.length)).isEqualTo(content);
    }

    private static Example tokens(int count) {
        Example example = new Example(0);
        for (int t = 0; t < count; t++) {
            example.addToken(0, t, 1);
        }
        return example;
    }

    private static byte[] bytes(Example example) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchCodec.write(example, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static byte[] bytes(MiniBatch batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BatchCodec.write(batch, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        buffer.asIntBuffer().put(values);
        return buffer.array();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
