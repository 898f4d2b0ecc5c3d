package dev.evenkeel.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.format.AvroRecords;
import dev.evenkeel.connectors.format.AvroRows;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroFileTest {
    private static final org.apache.avro.Schema SCHEMA = AvroRecords.schema("""
            {"type": "record", "name": "R", "fields": [
              {"name": "x", "type": "double"}, {"name": "city", "type": "string"},
              {"name": "tags", "type": {"type": "array", "items": "string"}}, {"name": "y", "type": "boolean"}]}""");
    private static final int ROWS = 5_000;

    @TempDir
    private Path folder;

    private Path file(CodecFactory codec) throws IOException {
        Path file = folder.resolve("rows.avro");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.setCodec(codec).create(SCHEMA, file.toFile());
            for (int i = 0; i < ROWS; i++) {
                writer.append(AvroRecords.record(
                        SCHEMA, Map.of("x", i / 8.0, "city", "c" + i % 3, "tags", List.of("a", "b"), "y", i % 2 == 0)));
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void recordsComeInOrderWhateverTheCodec(String codec) throws Exception {
        Path file = file(CodecFactory.fromString(codec));
        Schema schema = SchemaInference.infer(file, "avro", Map.of(), ColumnHints.of(Task.REGRESSION, "x"));
        assertThat(schema.categorical()).containsExactly("city", "y");
        try (RowReader rows = RowReader.open(file, "avro", Map.of("registry", "http://localhost"))) {
            Decoder decoder = Formats.decoder("avro", rows.options(), schema);
            Example example = new Example(0);
            int count = 0;
            while (rows.next()) {
                decoder.decode(rows.bytes(), rows.from(), rows.to(), example);
                assertThat(example.label()).isEqualTo(count / 8f);
                assertThat(rows.index()).isEqualTo(count++);
                assertThat(rows.line()).isEqualTo(count);
            }
            assertThat(count).isEqualTo(ROWS);
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.avro"), "x,y\n1,2\n");
        assertThatThrownBy(() -> RowReader.open(file, "avro", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no Avro container file: input=" + file);
    }

    @Test
    void aDamagedFileSaysWhere() throws IOException {
        Path file = file(CodecFactory.nullCodec());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> {
                    try (RowReader rows = RowReader.open(file, "avro", Map.of())) {
                        while (rows.next()) {
                            assertThat(rows.to()).isGreaterThan(rows.from());
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageMatching("damaged Avro file: input=.*rows.avro, record=\\d+, cause=.*");
    }

    @Test
    void aTopicsRowsMustBeAsItsReadersExpectThem() {
        Map<String, String> own = Map.of("schema", SCHEMA.toString());
        assertThat(AvroRows.prefix(own, own, OptionalInt.empty())).isEmpty();
        assertThatThrownBy(() -> AvroRows.prefix(own, own, OptionalInt.of(7)))
                .hasMessageStartingWith("the topic's rows have no prefix: schema id=7");
        Map<String, String> other = Map.of("schema", AvroRecords.BANK.toString());
        assertThatThrownBy(() -> AvroRows.prefix(other, own, OptionalInt.empty()))
                .hasMessage("the file's schema is another than the topic's: examples.options.schema=Call, file's=R,"
                        + " expected=the same fields of the same types in the same order");
    }

    @Test
    void aPrefixNamesASchemaThatIsTheFiles() throws IOException {
        Files.writeString(folder.resolve("7.avsc"), SCHEMA.toString() + "\n");
        Files.writeString(folder.resolve("8.avsc"), AvroRecords.BANK.toString());
        Map<String, String> topic = Map.of("schema-folder", folder.toString());
        Map<String, String> file = Map.of("schema", SCHEMA.toString());
        assertThat(AvroRows.prefix(topic, file, OptionalInt.of(7))).containsExactly(0, 0, 0, 0, 7);
        assertThatThrownBy(() -> AvroRows.prefix(topic, file, OptionalInt.of(8)))
                .hasMessageStartingWith("the file's schema is another than the topic's: schema 8=Call");
        assertThatThrownBy(() -> AvroRows.prefix(topic, file, OptionalInt.of(9)))
                .hasMessageStartingWith("unknown schema: schema id=9");
        assertThatThrownBy(() -> AvroRows.prefix(topic, file, OptionalInt.empty()))
                .hasMessageStartingWith("the topic's rows are prefixed by their schema's number");
    }
}
