package dev.evenkeel.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ManifestsTest {
    private static final String DEFINITION = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void deploymentIsWhatTheOperatorTakes(String overlay) throws IOException {
        JsonNode deployment = ofKind(overlay, "FlinkDeployment");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(definition())
                        .validate(deployment))
                .isEmpty();
        assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo("v2_2");
        assertThat(deployment.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
    }

    @Test
    void unknownFieldIsNoticed() throws IOException {
        ObjectNode deployment = (ObjectNode) ofKind("production", "FlinkDeployment");
        ((ObjectNode) deployment.at("/spec/podTemplate/spec")).put("runAsNonRoot", true);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(definition())
                        .validate(deployment))
                .singleElement()
                .asString()
                .contains("runAsNonRoot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void podsRunWithoutRootOnRootsThatAreReadOnly(String overlay) throws IOException {
        for (JsonNode pod : List.of(
                ofKind(overlay, "FlinkDeployment").at("/spec/podTemplate/spec"),
                ofKind(overlay, "Deployment").at("/spec/template/spec"))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void renderedIsWhatKustomizeMakes(String overlay) throws IOException, InterruptedException {
        Path kubectl = Path.of("/usr/bin/kubectl");
        Assumptions.assumeTrue(Files.isExecutable(kubectl), "SKIPPED: kubectl is not installed");
        Process made = new ProcessBuilder(kubectl.toString(), "kustomize", "overlays/" + overlay)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(made.getInputStream().readAllBytes(), UTF_8))
                .as("stale; kubectl kustomize overlays/%s > rendered/%s.yaml", overlay, overlay)
                .isEqualTo(Files.readString(rendered(overlay)));
        assertThat(made.waitFor()).isZero();
    }

    private static Path rendered(String overlay) {
        return Path.of("rendered", overlay + ".yaml");
    }

    private static JsonNode ofKind(String overlay, String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (Object document : yaml().loadAll(Files.readString(rendered(overlay)))) {
            JsonNode node = JSON.valueToTree(document);
            if (node.path("kind").asText().equals(kind)) {
                found.add(node);
            }
        }
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    /** The operator's own schema, but strict; its list of Flink's versions ends before 2.0. */
    private static JsonNode definition() throws IOException {
        try (InputStream in = ManifestsTest.class.getResourceAsStream(DEFINITION)) {
            JsonNode schema = JSON.<JsonNode>valueToTree(yaml().load(in)).at("/spec/versions/0/schema/openAPIV3Schema");
            ((ObjectNode) schema.at("/properties/spec/properties/flinkVersion")).remove("enum");
            ObjectNode top = (ObjectNode) schema.path("properties");
            List.of("apiVersion", "kind", "metadata").forEach(top::putObject);
            refuseUnknown(schema);
            return schema;
        }
    }

    private static void refuseUnknown(JsonNode schema) {
        if (schema.path("properties").isObject() && schema.path("type").asText().equals("object")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ManifestsTest::refuseUnknown);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(10_000_000);
        return new Yaml(new SafeConstructor(options));
    }
}
