package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureHasherTest {
    /** Published vectors of MurmurHash3_x86_32; texts those of its reference article. */
    @ParameterizedTest
    @CsvSource({
        "'', 00000000, 00000000",
        "'', 00000001, 514e28b7",
        "'', ffffffff, 81f16f39",
        "test, 00000000, ba6bd213",
        "test, 9747b28c, 704b81dc",
        "'Hello, world!', 00000000, c0363e43",
        "'Hello, world!', 9747b28c, 24884cba",
        "The quick brown fox jumps over the lazy dog, 00000000, 2e4ff723",
        "The quick brown fox jumps over the lazy dog, 9747b28c, 2fa826cd",
    })
    void textsHashAsPublished(String text, String seed, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(hash(bytes, seed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff, 00000000, 76293b50",
        "21436587, 00000000, f55b516b",
        "21436587, 5082edee, 2362f9de",
        "214365, 00000000, 7e4a8634",
        "2143, 00000000, a0f7b07a",
        "21, 00000000, 72661cf4",
        "00000000, 00000000, 2362f9de",
        "000000, 00000000, 85f0b427",
        "0000, 00000000, 30f4c306",
        "00, 00000000, 514e28b7",
    })
    void bytesHashAsPublished(String hex, String seed, String expected) {
        assertThat(hash(HexFormat.of().parseHex(hex), seed)).isEqualTo(expected);
    }

    @Test
    void onlyTheGivenRangeIsHashed() {
        byte[] padded = "xxtesty".getBytes(StandardCharsets.UTF_8);
        assertThat(FeatureHasher.hash(padded, 2, 6, 0)).isEqualTo(FeatureHasher.column("test"));
    }

    @Test
    void equalValuesOfDifferentColumnsStayApart() {
        byte[] value = "yes".getBytes(StandardCharsets.UTF_8);
        assertThat(FeatureHasher.hash(value, 0, 3, FeatureHasher.column("housing")))
                .isNotEqualTo(FeatureHasher.hash(value, 0, 3, FeatureHasher.column("loan")));
    }

    private static String hash(byte[] bytes, String seed) {
        int hash = FeatureHasher.hash(bytes, 0, bytes.length, Integer.parseUnsignedInt(seed, 16));
        return HexFormat.of().toHexDigits(hash);
    }
}
