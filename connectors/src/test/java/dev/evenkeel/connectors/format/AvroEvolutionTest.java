package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.schema.RegistryServer;
import dev.evenkeel.connectors.schema.SchemaSource;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that name the schema they were written with. */
class AvroEvolutionTest {
    private static final Schema FIRST = AvroRecords.schema("""
            {"type": "record", "name": "R", "fields": [
              {"name": "x", "type": "int"}, {"name": "y", "type": "int"}]}""");
    private static final Schema SECOND = AvroRecords.schema("""
            {"type": "record", "name": "R", "fields": [
              {"name": "y", "type": "double"}, {"name": "old", "type": ["null", "string"]},
              {"name": "extra", "type": "bytes", "default": ""}, {"name": "x", "type": "float"}]}""");

    private static final dev.evenkeel.model.data.Schema COLUMNS =
            Schemas.of(Task.REGRESSION, LabelSpec.number("y"), List.of("x"), List.of("city"), List.of());

    private static Example decode(Decoder decoder, byte[] row) throws DecodeException {
        Example example = new Example(1);
        decoder.decode(row, example);
        return example;
    }

    @Test
    void eachRowIsReadByTheSchemaItNames(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1.avsc"), FIRST.toString());
        Files.writeString(folder.resolve("2.avsc"), SECOND.toString());
        Decoder decoder = Formats.decoder("avro", Map.of("schema-folder", folder.toString()), COLUMNS);
        Example first = decode(decoder, AvroRecords.prefixed(1, AvroRecords.bytes(FIRST, Map.of("x", 3, "y", 4))));
        assertThat(first.numeric()).containsExactly(3);
        assertThat(first.label()).isEqualTo(4);
        assertThat(first.tokenCount()).isZero();
        Map<String, Object> row = new HashMap<>(Map.of("x", 0.5f, "y", 0.25));
        row.put("old", "somewhere");
        Example second = decode(decoder, AvroRecords.prefixed(2, AvroRecords.bytes(SECOND, row)));
        assertThat(second.numeric()).containsExactly(0.5f);
        assertThat(second.label()).isEqualTo(0.25f);
        assertThatThrownBy(() -> decode(decoder, AvroRecords.prefixed(3, new byte[] {1})))
                .isInstanceOf(DecodeException.class)
                .hasMessage("unknown schema: id=3, expected=one that folder or registry know");
    }

    @Test
    void aReadersSchemaGivesAliasesAndDefaults(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1.avsc"), FIRST.toString());
        Files.writeString(folder.resolve("2.avsc"), SECOND.toString());
        String reader = """
                {"type": "record", "name": "R", "fields": [
                  {"name": "x", "type": "int"}, {"name": "y", "type": "int"},
                  {"name": "city", "type": "string", "aliases": ["old"], "default": "Bern"}]}""";
        Decoder decoder =
                Formats.decoder("avro", Map.of("schema-folder", folder.toString(), "reader-schema", reader), COLUMNS);
        Decoder json = Formats.decoder("json", Map.of(), COLUMNS);
        Example first = decode(decoder, AvroRecords.prefixed(1, AvroRecords.bytes(FIRST, Map.of("x", 3, "y", 4))));
        int bern = decode(json, "{\"y\":4,\"city\":\"Bern\"}".getBytes(StandardCharsets.UTF_8))
                .tokens()[0];
        assertThat(first.tokenCount()).isEqualTo(1);
        assertThat(first.tokens()[0]).isEqualTo(bern);
        Map<String, Object> row = new HashMap<>(Map.of("x", 0.5f, "y", 0.25));
        row.put("old", "Basel");
        Example second = decode(decoder, AvroRecords.prefixed(2, AvroRecords.bytes(SECOND, row)));
        int basel = decode(json, "{\"y\":4,\"city\":\"Basel\"}".getBytes(StandardCharsets.UTF_8))
                .tokens()[0];
        assertThat(second.tokens()[0]).isEqualTo(basel);
    }

    @Test
    void aRegistryIsAskedOnceForASchema() throws Exception {
        try (RegistryServer registry = RegistryServer.start()) {
            registry.answer(
                    "/schemas/ids/7", "200 {\"schema\":\"" + FIRST.toString().replace("\"", "\\\"") + "\"}");
            Decoder decoder = Formats.decoder("avro", Map.of("registry", registry.url()), COLUMNS);
            byte[] row = AvroRecords.prefixed(7, AvroRecords.bytes(FIRST, Map.of("x", 3, "y", 4)));
            for (int i = 0; i < 100; i++) {
                assertThat(decode(decoder, row).label()).isEqualTo(4);
                assertThatThrownBy(() -> decode(decoder, AvroRecords.prefixed(8, row)))
                        .hasMessageStartingWith("unknown schema: id=8");
            }
            assertThat(registry.asked()).containsExactly("/schemas/ids/7 []", "/schemas/ids/8 []");
        }
    }

    @Test
    void aSilentRegistryIsNoFaultOfTheRow() throws Exception {
        RegistryServer registry = RegistryServer.start();
        registry.close();
        Decoder decoder = Formats.decoder("avro", Map.of("registry", registry.url()), COLUMNS);
        assertThatThrownBy(() -> decode(decoder, AvroRecords.prefixed(7, new byte[] {1})))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void rowsWithoutAPrefixAreRefused(@TempDir Path folder) {
        Decoder decoder = Formats.decoder("avro", Map.of("schema-folder", folder.toString()), COLUMNS);
        assertThatThrownBy(() -> decode(decoder, new byte[] {2, 0, 0, 0, 1, 6, 8}))
                .hasMessageStartingWith("no schema prefix: prefix=");
        assertThatThrownBy(() -> decode(decoder, new byte[] {0, 0, 0, 1})).hasMessageStartingWith("no schema prefix");
        assertThatThrownBy(() -> decode(decoder, AvroRecords.prefixed(-1, new byte[1])))
                .hasMessage("unknown schema: id=4294967295, expected=at most 2147483647");
    }

    /** Knows even numbers, and counts. */
    private static final class Even implements SchemaSource {
        private final List<Integer> asked = new ArrayList<>();

        @Override
        public Optional<Schema> find(int id) throws IOException {
            asked.add(id);
            return id % 2 == 0 ? Optional.of(FIRST) : Optional.empty();
        }
    }

    @Test
    void whatIsKeptIsBoundedAndRefusalsExpire() throws Exception {
        Even source = new Even();
        AtomicLong now = new AtomicLong();
        AvroPlansById plans =
                new AvroPlansById(source, schema -> AvroPlan.of(schema, Optional.empty(), Map.of()), now::get);
        AvroBytes in = new AvroBytes();
        for (int round = 0; round < 2; round++) {
            for (int id = 0; id < 2 * AvroPlansById.MOST_PLANS + 2; id += 2) {
                in.reset(AvroRecords.prefixed(id, new byte[0]), 0, 5);
                assertThat(plans.next(in)).isNotNull();
            }
        }
        assertThat(source.asked).hasSize(2 * (AvroPlansById.MOST_PLANS + 1));
        source.asked.clear();
        for (int seconds : new int[] {0, 29, 31}) {
            now.set(seconds * 1_000_000_000L);
            in.reset(AvroRecords.prefixed(1, new byte[0]), 0, 5);
            assertThatThrownBy(() -> plans.next(in)).hasMessageStartingWith("unknown schema: id=1");
        }
        assertThat(source.asked).containsExactly(1, 1);
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertRefused(Map.of(), "needs the rows' schema: ");
        assertRefused(Map.of("schema", FIRST.toString(), "registry", "http://localhost"), "must be one of: ");
        assertRefused(
                Map.of("registry", "http://localhost", "registry-user", "me"),
                "must come together: examples.options.registry-user, examples.options.registry-password");
        assertRefused(Map.of("schema", "{"), "not an Avro schema: examples.options.schema=");
        assertRefused(Map.of("schema", "\"int\""), "not a record: examples.options.schema=");
        assertRefused(Map.of("schema-folder", "\0"), "no such folder: examples.options.schema-folder=");
    }

    private static void assertRefused(Map<String, String> options, String message) {
        assertThatThrownBy(() -> Formats.decoder("avro", options, COLUMNS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
