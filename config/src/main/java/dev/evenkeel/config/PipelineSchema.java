package dev.evenkeel.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.shape.JsonSchema;

/** The JSON Schema of pipeline files, for editors and for tools that check files before they are run. */
public final class PipelineSchema {
    private PipelineSchema() {}

    /** The schema (draft 2020-12) as indented text that ends with a line feed. */
    public static String json() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper()
                            .writer(printer)
                            .writeValueAsString(JsonSchema.of(PipelineSpec.SHAPE, "Evenkeel pipeline"))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }
}
