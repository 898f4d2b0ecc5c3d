package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {
    private static final Pattern DECIMAL = Pattern.compile("-?(\\d++)(?:\\.(\\d*+))?");

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
    void whatStandsBehindChangesNothing() {
        Random random = new Random(2);
        String alphabet = "0123456789012345678901234567890123456789...--;e\u00e9";
        for (int i = 0; i < 300_000; i++) {
            StringBuilder row = new StringBuilder();
            while (row.length() < 20) {
                row.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
            Matcher expected = DECIMAL.matcher(row);
            boolean plain = expected.lookingAt() && isPlain(expected.group(1), expected.group(2));

            assertThat(number.read(bytes, 0, bytes.length)).as(row.toString()).isEqualTo(plain);
            if (plain) {
                assertThat(number.end()).as(row.toString()).isEqualTo(expected.end());
                assertThat(number.value()).as(row.toString()).isEqualTo(Double.parseDouble(expected.group()));
            }
        }
    }

    /** At most fifteen digits, none of them a needless zero in front, and some behind a point. */
    private static boolean isPlain(String whole, String fraction) {
        int digits = whole.length() + (fraction == null ? 0 : fraction.length());
        boolean needless = whole.length() > 1 && whole.startsWith("0");
        return digits <= 15 && !needless && !"".equals(fraction);
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
