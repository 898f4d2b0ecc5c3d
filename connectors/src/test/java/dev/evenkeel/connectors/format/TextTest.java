package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    private static boolean javaSaysUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void everyLeadAndSecondByteIsJudgedAsJavaDoes() {
        List<String> different = new ArrayList<>();
        for (int lead = 0; lead < 256; lead++) {
            for (int second = 0; second < 256; second++) {
                for (int tail = 0; tail < 3; tail++) {
                    byte[] bytes = new byte[2 + tail];
                    Arrays.fill(bytes, (byte) 0x80);
                    bytes[0] = (byte) lead;
                    bytes[1] = (byte) second;
                    if (Text.isUtf8(bytes, 0, bytes.length) != javaSaysUtf8(bytes)) {
                        different.add(lead + " " + second + " and " + tail);
                    }
                }
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void randomTextWithOneByteChangedIsJudgedAsJavaDoes() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            int[] points = random.ints(6, 0, 0x110000)
                    .filter(p -> p < 0xD800 || p > 0xDFFF)
                    .toArray();
            byte[] bytes = new String(points, 0, points.length).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(Text.isUtf8(bytes, 0, bytes.length)).isEqualTo(javaSaysUtf8(bytes));
        }
    }

    @Test
    void oneLineEndIsTakenOff() {
        byte[] bytes = "a\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Text.withoutLineEnd(bytes, 0, 5)).isEqualTo(3);
        assertThat(Text.withoutLineEnd(bytes, 0, 2)).isEqualTo(1);
        assertThat(Text.withoutLineEnd(bytes, 0, 0)).isZero();
    }
}
