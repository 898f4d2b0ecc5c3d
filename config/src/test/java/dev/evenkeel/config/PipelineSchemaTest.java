package dev.evenkeel.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PipelineSchemaTest {
    private static final Path COMMITTED = Path.of("schema", "pipeline.schema.json");
    private static final Path PIPELINES = Path.of("pipelines");
    private static final String REGENERATE =
            "mvn -pl config -am test -Dtest=PipelineSchemaTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dregenerate=true";

    static Stream<Path> pipelines() throws IOException {
        try (Stream<Path> files = Files.list(PIPELINES)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void committedSchemaIsWhatTheRecordsSay() throws IOException {
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(COMMITTED, PipelineSchema.json());
        }
        assertThat(COMMITTED)
                .as("stale; regenerate it: %s", REGENERATE)
                .exists()
                .content()
                .isEqualTo(PipelineSchema.json());
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void readyPipelinesAreValid(Path file) throws IOException {
        assertThat(validate(Files.readString(file))).isEmpty();
        assertThat(PipelineFile.load(file, List.of(), name -> null).spec().name())
                .isEqualTo(file.getFileName().toString().replace(".yaml", ""));
    }

    @Test
    void schemaTakesWhatTheBinderTakes() {
        String text = Fixture.MINIMAL + """
                seed: "${env:SEED}"
                window: {type: event-time, idle-timeout: "off", late: reject}
                update: {rule: adam, learning-rate: 0.01}
                math: {gemm: plain}
                drift: {detector: {type: kswin, alpha: 1e-5}, watch: [loss, age], on-alarm: [raise-step, recycle]}
                snapshots: {every: 40 batches, store: null}
                """;
        assertThat(validate(text)).isEmpty();
        assertThat(validate(Fixture.MINIMAL + "drift: {detector: adwin, on-alarm: report}\n"))
                .isEmpty();
        assertThat(validate(Fixture.MINIMAL + "window: event-time\nupdate: nag\n"))
                .isEmpty();
    }

    @Test
    void schemaRefusesWhatTheBinderRefuses() {
        assertThat(validate(Fixture.MINIMAL + "window: {size: 0}\n")).isNotEmpty();
        assertThat(validate(Fixture.MINIMAL + "window: {length: 1s}\n")).isNotEmpty();
        assertThat(validate(Fixture.MINIMAL + "update: lyon\n")).isNotEmpty();
        assertThat(validate(Fixture.MINIMAL + "drift: {detector: page}\n")).isNotEmpty();
        assertThat(validate(Fixture.MINIMAL.replace("name: bank\n", ""))).isNotEmpty();
    }

    private static List<String> validate(String yaml) {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PipelineSchema.json());
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        JsonNode node = new ObjectMapper().valueToTree(tree);
        return schema.validate(node).stream().map(ValidationMessage::getMessage).toList();
    }
}
