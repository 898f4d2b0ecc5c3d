package dev.evenkeel.connectors.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a registry says of a schema: an object that holds the schema as text, as Confluent's does, or the schema itself, as
 * Apicurio's own interface does.
 */
final class RegistryAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String AVRO = "AVRO";

    private String schema = "";
    private String type = AVRO;
    private boolean references;

    private RegistryAnswer() {}

    /**
     * The schema's text.
     *
     * @throws IllegalArgumentException when the answer is no JSON object, no Avro, or needs other schemas
     */
    static String schema(String body) {
        RegistryAnswer answer = new RegistryAnswer();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not an object: answer of the registry, expected=a schema");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                answer.field(parser);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: answer of the registry, expected=a schema", e);
        }
        if (!answer.type.equals(AVRO)) {
            throw new IllegalArgumentException("not Avro: schemaType=" + answer.type + ", expected=" + AVRO);
        }
        if (answer.references) {
            throw new IllegalArgumentException(
                    "refers to others: references, expected=a schema with all its types written out in it");
        }
        return answer.schema.isEmpty() ? body : answer.schema;
    }

    private void field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (name.equals("schema") && token == JsonToken.VALUE_STRING) {
            schema = parser.getText();
        } else if (name.equals("schemaType") && token == JsonToken.VALUE_STRING) {
            type = parser.getText();
        } else if (name.equals("references") && token == JsonToken.START_ARRAY) {
            references = parser.nextToken() != JsonToken.END_ARRAY;
            skipArray(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** To the end of the array whose first item, or end, the parser stands on. */
    private static void skipArray(JsonParser parser) throws IOException {
        while (parser.currentToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
    }
}
