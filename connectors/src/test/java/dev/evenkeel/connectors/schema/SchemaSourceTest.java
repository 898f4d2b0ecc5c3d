package dev.evenkeel.connectors.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaSourceTest {
    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";
    private static final String AS_TEXT = SCHEMA.replace("\"", "\\\"");

    private RegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = RegistryServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry("registry", server.url(), Optional.empty());
    }

    @Test
    void aRegistryGivesTheSchemaAsText() throws IOException {
        server.answer(
                "/schemas/ids/7",
                "200 {\"references\":[],\"metadata\":{\"schema\":1},\"schemaType\":\"AVRO\",\"schema\":\"" + AS_TEXT
                        + "\"}");
        assertThat(registry().find(7))
                .hasValueSatisfying(s -> assertThat(s.getFullName()).isEqualTo("R"));
        assertThat(registry().find(8)).isEmpty();
        assertThat(server.asked()).containsExactly("/schemas/ids/7 []", "/schemas/ids/8 []");
    }

    @Test
    void anAddressWithAPlaceholderGivesTheSchemaItself() throws IOException {
        server.answer("/apis/registry/v3/ids/globalIds/7", "200 " + SCHEMA);
        String url = server.url() + "/apis/registry/v3/ids/globalIds/{id}";
        assertThat(new SchemaRegistry("registry", url, Optional.empty()).find(7))
                .isPresent();
    }

    @Test
    void credentialsAreSentAndNotShown() throws IOException {
        server.answer("/schemas/ids/7", "401 {}");
        SchemaRegistry registry = new SchemaRegistry("registry", server.url() + "/", Optional.of("me:secret"));
        assertThatThrownBy(() -> registry.find(7))
                .isInstanceOf(IOException.class)
                .hasMessage("registry must answer: registry=" + server.url() + "/, id=7, status=401");
        assertThat(server.asked()).containsExactly("/schemas/ids/7 [Basic bWU6c2VjcmV0]");
    }

    @Test
    void whatIsNoUsableSchemaIsRefused() {
        assertUnusable("<html>", "not JSON: answer of the registry, expected=a schema");
        assertUnusable("[]", "not an object: answer of the registry, expected=a schema");
        assertUnusable(
                "{\"schema\":\"x\",\"schemaType\":\"PROTOBUF\"}", "not Avro: schemaType=PROTOBUF, expected=AVRO");
        assertUnusable(
                "{\"references\":[{\"name\":\"a\"}],\"schema\":\"" + AS_TEXT + "\"}",
                "refers to others: references, expected=a schema with all its types written out in it");
        assertUnusable(
                "{\"schema\":\"\\\"int\\\"\"}",
                "not a record: schema 7=a schema of type int, expected=a record whose fields are the columns");
        assertUnusable(
                " ".repeat(SchemaText.LONGEST + 1), "too long: answer of the registry, expected=at most 1048576 bytes");
    }

    private void assertUnusable(String body, String message) {
        server.answer("/schemas/ids/7", "200 " + body);
        assertThatThrownBy(() -> registry().find(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void redirectsAreNotFollowed() {
        server.answer("/schemas/ids/7", "302 elsewhere");
        assertThatThrownBy(() -> registry().find(7)).hasMessageEndingWith("status=302");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String url : new String[] {"file:///etc", "localhost:8081", "http://a:b@host", "http://"}) {
            assertThatThrownBy(() -> new SchemaRegistry("registry", url, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a URL")
                    .hasMessageNotContaining("a:b");
        }
    }

    @Test
    void aFolderHoldsSchemasByNumber(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("7.avsc"), SCHEMA);
        Files.writeString(folder.resolve("8.avsc"), "{");
        SchemaFolder schemas = new SchemaFolder("schema-folder", folder);
        assertThat(schemas.find(7)).isPresent();
        assertThat(schemas.find(6)).isEmpty();
        assertThatThrownBy(() -> schemas.find(8)).hasMessageStartingWith("not an Avro schema: ");
        Path missing = folder.resolve("x");
        assertThatThrownBy(() -> new SchemaFolder("schema-folder", missing))
                .hasMessage("no such folder: schema-folder=" + missing + ", expected=a folder of files <id>.avsc");
    }
}
