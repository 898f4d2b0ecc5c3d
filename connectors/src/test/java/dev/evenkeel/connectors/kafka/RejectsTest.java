package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectsTest {
    private static final int LIMIT = 100_000;
    private final Exception why = new IllegalArgumentException("not a number: age=x");

    private static RawRecord record(int keyBytes, int valueBytes, HeaderField... headers) {
        return new RawRecord("in", 3, 42, 1_000, new byte[keyBytes], new byte[valueBytes], List.of(headers));
    }

    private static int size(OutgoingRecord rejected) {
        int headers =
                rejected.headers().stream().mapToInt(HeaderField::sizeBytes).sum();
        return headers + rejected.value().length + (rejected.key() == null ? 0 : rejected.key().length);
    }

    @Test
    void rejectKeepsTheOriginalAndSaysWhy() {
        RawRecord original = record(2, 10, HeaderField.text("trace", "abc"));
        OutgoingRecord rejected = new Rejects(LIMIT).reject(original, "decode", why);
        assertThat(rejected.key()).isSameAs(original.key());
        assertThat(rejected.value()).isSameAs(original.value());
        assertThat(rejected.timeMs()).isEqualTo(1_000);
        assertThat(rejected.headers())
                .extracting(h -> h.name() + "=" + h.text())
                .containsExactly(
                        "trace=abc",
                        "evenkeel.format=1",
                        "__connect.errors.topic=in",
                        "__connect.errors.partition=3",
                        "__connect.errors.offset=42",
                        "__connect.errors.stage=decode",
                        "__connect.errors.exception.class.name=java.lang.IllegalArgumentException",
                        "__connect.errors.exception.message=not a number: age=x");
    }

    @Test
    void nullValueStaysNull() {
        RawRecord original = new RawRecord("in", 0, 0, -1, null, null, List.of());
        assertThat(new Rejects(LIMIT).reject(original, "decode", why).value()).isNull();
    }

    @Test
    void valueOverTheLimitIsCutAndTheHeaderSaysSo() {
        byte[] value = new byte[LIMIT];
        Arrays.fill(value, (byte) 'x');
        OutgoingRecord rejected =
                new Rejects(LIMIT).reject(new RawRecord("in", 0, 0, 0, null, value, List.of()), "decode", why);
        assertThat(size(rejected)).isBetween(LIMIT - 2_000, LIMIT - 500);
        assertThat(new String(rejected.value(), StandardCharsets.UTF_8)).matches("x+");
        assertThat(HeaderField.last(rejected.headers(), RejectHeaders.TRUNCATED_FROM))
                .contains("100000");
    }

    @Test
    void headersAndKeyThatDoNotFitAreLeftOut() {
        HeaderField huge = new HeaderField("huge", new byte[LIMIT]);
        OutgoingRecord withoutHeaders = new Rejects(LIMIT).reject(record(5, 10, huge), "decode", why);
        assertThat(HeaderField.last(withoutHeaders.headers(), RejectHeaders.LEFT_OUT))
                .contains("headers");
        assertThat(withoutHeaders.key()).hasSize(5);
        OutgoingRecord withoutKey = new Rejects(LIMIT).reject(record(LIMIT, LIMIT, huge), "decode", why);
        assertThat(HeaderField.last(withoutKey.headers(), RejectHeaders.LEFT_OUT))
                .contains("headers and key");
        assertThat(withoutKey.key()).isNull();
        assertThat(size(withoutKey)).isLessThan(LIMIT);
    }

    @Test
    void longMessagesAreShortened() {
        OutgoingRecord rejected =
                new Rejects(LIMIT).reject(record(0, 0), "decode", new IllegalArgumentException("x".repeat(5_000)));
        assertThat(HeaderField.last(rejected.headers(), RejectHeaders.EXCEPTION_MESSAGE))
                .contains("x".repeat(1_000) + "…");
    }

    @Test
    void limitTooSmallForReasonsIsRefused() {
        assertThatThrownBy(() -> new Rejects(1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at least 16384: max.message.bytes=1000");
    }
}
