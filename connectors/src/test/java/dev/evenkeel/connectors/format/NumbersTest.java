package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    private static double parse(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.UTF_8);
        return Numbers.parse(bytes, 1, bytes.length - 1);
    }

    private static float finite(String text) throws DecodeException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Numbers.finite("age", bytes, 0, bytes.length);
    }

    private static boolean sameAsJava(String text) {
        return Double.doubleToRawLongBits(parse(text)) == Double.doubleToRawLongBits(Double.parseDouble(text));
    }

    @Test
    void shortestFormOfAnyDoubleReadsBackToTheBit() {
        Random random = new Random(1);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && !sameAsJava(Double.toString(value))) {
                different.add(Double.toString(value));
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void anyDecimalEqualsJavas() {
        Random random = new Random(2);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
            digits(random, random.nextInt(25), text);
            if (random.nextBoolean()) {
                text.append('.');
            }
            digits(random, 1 + random.nextInt(12), text);
            if (random.nextInt(3) == 0) {
                text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(330));
            }
            if (!sameAsJava(text.toString())) {
                different.add(text.toString());
            }
        }
        assertThat(different).isEmpty();
    }

    private static void digits(Random random, int count, StringBuilder into) {
        boolean zeros = random.nextInt(5) == 0;
        for (int i = 0; i < count; i++) {
            into.append(zeros ? '0' : (char) ('0' + random.nextInt(10)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                ".5",
                "5.",
                "-.5e-3",
                "9007199254740992",
                "9007199254740993",
                "1e22",
                "1e23",
                "1e-22",
                "1e400",
                "-1e400",
                "1e-400",
                "0e999999999999",
                "1e99999999999999999999",
                "000000000000000000000001.50",
                "4.9e-324",
                "2.2250738585072012e-308",
                "1.7976931348623157e308",
                "123456789012345678901234567890"
            })
    void cornersEqualJavas(String text) {
        assertThat(sameAsJava(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1e5.5",
                "--1",
                "1f",
                "1d",
                "1D",
                "0x10",
                "0x1p3",
                "1_000",
                "1,5",
                "1 2",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "inf",
                "١",
                "1e5x"
            })
    void whatIsNoDecimalIsRefused(String text) {
        assertThat(parse(text)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"1e39", "1e308", "-3.5e38", "1e999", "NaN", "nan", "Infinity", "-Infinity", "+inf", "INF"})
    void whatAFloatCannotHoldIsNotFinite(String text) {
        assertThatThrownBy(() -> finite(text))
                .isInstanceOf(DecodeException.class)
                .hasMessage("not finite: age=" + text + ", expected=a finite number");
    }

    @Test
    void textIsNotANumber() {
        assertThatThrownBy(() -> finite("abc")).hasMessage("not a number: age=abc, expected=a number");
    }

    @Test
    void largestFloatIsTaken() throws DecodeException {
        assertThat(finite("3.4028235e38")).isEqualTo(Float.MAX_VALUE);
    }

    @Test
    void aMillionDigitsAreOneNumber() {
        assertThat(parse("0." + "3".repeat(1_000_000))).isEqualTo(1.0 / 3);
    }
}
