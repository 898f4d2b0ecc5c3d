package dev.evenkeel.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as version 0.1.0 wrote them are understood for ever: never change one. */
class GoldenRecordsTest {
    private static final Path FILE = Path.of("src", "test", "resources", "golden", "0.1.0", "records.json");
    private static final String SHA256 = "26cc73f9fbf623d9a49bbf3f3d88f70195f2de68d7f25b5161f6700e6644cf44";

    private static RawRecord kept(String what) throws IOException {
        JsonNode all = new ObjectMapper().readTree(FILE.toFile());
        JsonNode kept = StreamSupport.stream(all.spliterator(), false)
                .filter(record -> record.get("what").asText().equals(what))
                .findFirst()
                .orElseThrow();
        List<HeaderField> headers = new ArrayList<>();
        for (JsonNode header : kept.get("headers")) {
            int equals = header.asText().indexOf('=');
            headers.add(HeaderField.text(
                    header.asText().substring(0, equals), header.asText().substring(equals + 1)));
        }
        JsonNode key = kept.get("key");
        byte[] keyBytes = key.isNull() ? null : key.asText().getBytes(UTF_8);
        return new RawRecord(
                "kept",
                0,
                0,
                kept.get("time").asLong(),
                keyBytes,
                kept.get("value").asText().getBytes(UTF_8),
                headers);
    }

    @Test
    void aRowThatCouldNotBeDecodedComesBackAsItWas() throws IOException {
        RawRecord record = kept("reject");
        RejectedRecord reject = RejectedRecord.of(record.headers()).orElseThrow();

        assertThat(List.of(reject.topic(), reject.stage(), reject.reason(), reject.column()))
                .containsExactly("bank.examples", "decode", "not a number", "age");
        assertThat(List.of((long) reject.partition(), reject.offset())).containsExactly(3L, 42L);
        assertThat(reject.whole()).isTrue();
        assertThat(reject.originals()).containsExactly(HeaderField.text("trace", "abc"));
        assertThat(new String(record.value(), UTF_8)).isEqualTo("age=x;job=admin");
    }

    @Test
    void aQuarantinedRowIsKnownToHoldWhatWasDecoded() throws IOException {
        RejectedRecord reject =
                RejectedRecord.of(kept("reject decoded").headers()).orElseThrow();

        assertThat(List.of(reject.topic(), reject.stage(), reject.reason(), reject.column()))
                .containsExactly("bank.examples", "quarantine", "out of range", "age");
        assertThat(List.of((long) reject.partition(), reject.offset())).containsExactly(3L, 43L);
        assertThat(reject.decoded()).isTrue();
        assertThat(reject.whole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"snapshot,-1,false", "snapshot claim,-1,true", "delta,4,false", "delta claim,4,true"})
    void aSnapshotIsFound(String what, long base, boolean claimed) throws IOException {
        RawRecord record = kept(what);
        SnapshotEntry entry = SnapshotEntry.of(record);

        assertThat(entry.id()).isEqualTo(new SnapshotId("bank", 7, 512, SHA256));
        assertThat(entry.base()).isEqualTo(base < 0 ? OptionalLong.empty() : OptionalLong.of(base));
        assertThat(entry.claimed()).isEqualTo(claimed);
        assertThat(entry.bytes()).isEqualTo(7);
        assertThat(entry.sha256()).isEqualTo(SHA256);
        if (claimed) {
            assertThat(Claim.fromJson(record.value()))
                    .isEqualTo(new Claim(URI.create("file:///snapshots/bank/7.safetensors"), SHA256, 7));
        } else {
            assertThat(Sha256.hex(record.value())).isEqualTo(entry.sha256());
        }
    }

    @Test
    void theLatestIsKnownByItsKey() throws IOException {
        RawRecord latest = kept("snapshot latest");

        assertThat(SnapshotEntry.key(latest)).isEqualTo(SnapshotId.latestKey("bank"));
        assertThat(SnapshotEntry.of(latest).id())
                .isEqualTo(SnapshotEntry.of(kept("snapshot")).id());
    }
}
