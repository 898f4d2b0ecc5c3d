package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {
    private final PlainNumber number = new PlainNumber();

    private boolean read(String text) {
        byte[] bytes = ("1" + text + ";").getBytes(StandardCharsets.UTF_8);
        return number.read(bytes, 1, bytes.length - 1);
    }

    @Test
    void decimalsOfUpToFifteenDigitsEqualJavasToTheBit() {
        Random random = new Random(1);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            int scale = random.nextInt(10);
            long digits = (long) (random.nextDouble() * Math.pow(10, scale + random.nextInt(15 - scale)));
            String text = (random.nextBoolean() ? "-" : "")
                    + BigDecimal.valueOf(digits, scale).toPlainString();
            boolean same = read(text)
                    && Double.doubleToRawLongBits(number.value())
                            == Double.doubleToRawLongBits(Double.parseDouble(text));
            if (!same || number.end() != 1 + text.length()) {
                different.add(text);
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void shortDecimalsAreAllRead() {
        for (int i = -20_000; i <= 20_000; i++) {
            String text = String.format(Locale.ROOT, "%.2f", i / 100.0);
            assertThat(read(text)).as(text).isTrue();
            assertThat(number.value()).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "+1", ".5", "5.", "01", "-00", "a", "1234567890123456", "0.1234567890123456", "--1"})
    void othersAreLeft(String text) {
        assertThat(read(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e5", "1.5x", "1.5.5", "7 "})
    void whatFollowsIsLeftToTheCaller(String text) {
        assertThat(read(text)).isTrue();
        assertThat(number.end()).isLessThan(1 + text.length());
    }
}
