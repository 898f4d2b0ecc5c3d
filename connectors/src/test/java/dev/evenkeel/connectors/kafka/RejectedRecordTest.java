package dev.evenkeel.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectedRecordTest {
    private static final Rejects REJECTS = new Rejects(100_000);

    private static OutgoingRecord reject(String message) {
        RawRecord original = new RawRecord(
                "in", 3, 42, 1_000, "k".getBytes(UTF_8), "v".getBytes(UTF_8), List.of(HeaderField.text("own", "1")));
        return REJECTS.reject(original, "decode", new IllegalArgumentException(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not a number: age=x, expected=a number | not a number | age",
                "number is absurd: limit=1.0: column=age, value=3 | number is absurd | age",
                "wrong column count: columns=5, expected=6 | wrong column count | columns",
                "rolled back: Loss is up | rolled back | ''",
                "step is not finite | step is not finite | ''"
            })
    void aMessageIsARuleAndAColumn(String message, String reason, String column) {
        RejectedRecord read = RejectedRecord.of(reject(message).headers()).orElseThrow();

        assertThat(read.reason()).isEqualTo(reason);
        assertThat(read.column()).isEqualTo(column);
    }

    @Test
    void whatTheOriginalCameWithIsToldFromWhatWasAdded() {
        RejectedRecord read = RejectedRecord.of(reject("bad: x=1").headers()).orElseThrow();

        assertThat(List.of(read.topic(), read.stage())).containsExactly("in", "decode");
        assertThat(List.of((long) read.partition(), read.offset())).containsExactly(3L, 42L);
        assertThat(read.originals()).containsExactly(HeaderField.text("own", "1"));
        assertThat(read.own()).extracting(HeaderField::name).hasSize(7).doesNotContain("own");
        assertThat(read.whole()).isTrue();
    }

    /** An original that is itself a dead letter has these headers twice: the last ones are the reject's. */
    @Test
    void aRejectOfARejectKeepsTheHeadersOfTheFirst() {
        OutgoingRecord first = reject("first: x=1");
        RawRecord read = new RawRecord("again", 0, 7, 1_000, first.key(), first.value(), first.headers());
        OutgoingRecord second = REJECTS.reject(read, "decode", new IllegalArgumentException("second: y=2"));

        RejectedRecord rejected = RejectedRecord.of(second.headers()).orElseThrow();

        assertThat(rejected.topic()).isEqualTo("again");
        assertThat(rejected.message()).isEqualTo("second: y=2");
        assertThat(rejected.originals()).isEqualTo(first.headers());
    }

    @Test
    void othersDeadLettersAreNone() {
        assertThat(RejectedRecord.of(List.of())).isEmpty();
        assertThat(RejectedRecord.of(List.of(
                        HeaderField.text(RejectHeaders.TOPIC, "in"),
                        HeaderField.text(RejectHeaders.PARTITION, "first"),
                        HeaderField.text(RejectHeaders.OFFSET, "1"))))
                .isEmpty();
    }

    @Test
    void whatTheOriginalsProducerWroteIsNeverTakenForTheRejectsOwn() {
        List<HeaderField> hostile = List.of(
                HeaderField.text(RejectHeaders.FORMAT, "99"),
                HeaderField.text(RejectHeaders.TOPIC, "elsewhere"),
                HeaderField.text(RejectHeaders.VALUE, RejectHeaders.HASHED),
                HeaderField.text(RejectHeaders.TRUNCATED_FROM, "1"));
        RawRecord original = new RawRecord("in", 3, 42, 5, null, "x".getBytes(UTF_8), hostile);

        RejectedRecord read = RejectedRecord.of(
                        REJECTS.reject(original, "decode", new IllegalArgumentException("bad: x=1"))
                                .headers())
                .orElseThrow();

        assertThat(read.topic()).isEqualTo("in");
        assertThat(read.hashed()).isFalse();
        assertThat(read.whole()).isTrue();
        assertThat(read.originals()).isEqualTo(hostile);
    }

    @Test
    void aNewerLayoutIsRefusedAndNoneIsTheFirst() {
        List<HeaderField> unnumbered = reject("bad: x=1").headers().stream()
                .filter(header -> !header.name().equals(RejectHeaders.FORMAT))
                .toList();
        List<HeaderField> newer = new ArrayList<>(unnumbered);
        newer.add(HeaderField.text(RejectHeaders.FORMAT, "2"));

        assertThat(RejectedRecord.of(unnumbered)).isPresent();
        assertThatThrownBy(() -> RejectedRecord.of(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rejects of a newer layout: evenkeel.format=2, expected<=1; a newer Evenkeel");
        assertThatThrownBy(() -> RejectedRecord.of(new RawRecord("rejects", 1, 7, 0, null, null, newer)))
                .hasMessageContaining("expected<=1, record=rejects/1/7; a newer Evenkeel wrote them: use its version");
    }

    @Test
    void aDecodedRowGetsItsOriginalBack() {
        RawRecord stand = new RawRecord("in", 3, 42, 5, null, "{}".getBytes(UTF_8), List.of());
        RejectedRecord decoded = RejectedRecord.of(
                        REJECTS.rejectDecoded(stand, "train", new IllegalArgumentException("absurd: x=1"))
                                .headers())
                .orElseThrow();
        RawRecord original = new RawRecord("in", 3, 42, 6, null, "1,2".getBytes(UTF_8), List.of());

        OutgoingRecord restored = REJECTS.restore(decoded, original);

        assertThat(decoded.decoded()).isTrue();
        assertThat(decoded.whole()).isFalse();
        assertThat(restored).isEqualTo(REJECTS.reject(original, "train", new IllegalArgumentException("absurd: x=1")));
    }

    @Test
    void hashesStandForWhatThePersonSaid() {
        OutgoingRecord plain = reject("unknown label: y=me@example.org, expected=yes");

        OutgoingRecord hashed = new ValueHash(Optional.empty()).apply(plain);

        assertThat(hashed.value()).isEqualTo(Sha256.hex(plain.value()).getBytes(UTF_8));
        assertThat(hashed.key()).isEqualTo(Sha256.hex(plain.key()).getBytes(UTF_8));
        assertThat(hashed.timeMs()).isEqualTo(plain.timeMs());
        RejectedRecord read = RejectedRecord.of(hashed.headers()).orElseThrow();
        assertThat(read.hashed()).isTrue();
        assertThat(read.message()).isEqualTo("unknown label");
        assertThat(read.offset()).isEqualTo(42);
        assertThat(HeaderField.last(hashed.headers(), "own")).contains(Sha256.hex("1".getBytes(UTF_8)));
        assertThat(hashed.headers()).extracting(HeaderField::text).noneMatch(text -> text.contains("me@"));
    }

    @Test
    void aSecretMakesOtherHashes() {
        OutgoingRecord plain = reject("bad: x=1");

        OutgoingRecord hashed = new ValueHash(Optional.of("secret")).apply(plain);

        // printf v | openssl dgst -sha256 -hmac secret
        assertThat(new String(hashed.value(), UTF_8)).hasSize(64).isEqualTo(HMAC_OF_V);
        assertThat(new ValueHash(Optional.of("secret")).apply(plain)).isEqualTo(hashed);
        assertThat(new ValueHash(Optional.of("secret"))
                        .apply(new OutgoingRecord(null, null, plain.headers(), 1))
                        .value())
                .isNull();
    }

    private static final String HMAC_OF_V = "38ff772159e49b67fc04d7f1727ceaca870ae13a29242fcd1f841adff0c782be";
}
