package dev.evenkeel.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({
        "production, ServiceAccount, core_ServiceAccount",
        "production, Role, rbac_v1_Role",
        "production, RoleBinding, rbac_v1_RoleBinding",
        "development, Deployment, apps_Deployment",
        "production, Deployment, apps_Deployment",
        "development, Service, core_Service",
        "production, Service, core_Service",
        "development, NetworkPolicy, networking_v1_NetworkPolicy",
        "production, NetworkPolicy, networking_v1_NetworkPolicy"
    })
    void manifestIsWhatKubernetesTakes(String overlay, String kind, String definition) throws IOException {
        ObjectNode manifest = (ObjectNode) ofKind(overlay, kind);
        JsonSchema schema = kubernetes(definition);
        assertThat(schema.validate(manifest)).isEmpty();
        ObjectNode inside = manifest.path("spec") instanceof ObjectNode spec ? spec : manifest;
        inside.put("replicaz", 1);
        assertThat(schema.validate(manifest)).singleElement().asString().contains("replicaz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void podMonitorIsWhatThePrometheusOperatorTakes(String overlay) throws Exception {
        ObjectNode monitor = (ObjectNode) ofKind(overlay, "PodMonitor");
        assertThat(PodMonitors.violation(monitor)).isEmpty();
        ((ObjectNode) monitor.at("/spec/podMetricsEndpoints/0")).put("interval", "5 s");
        assertThat(PodMonitors.violation(monitor)).contains("data/spec/podMetricsEndpoints/0/interval must match");
    }

    /** JobManagers start TaskManagers, and keep in ConfigMaps who leads. */
    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void jobManagersMayDoWhatTheyMust(String overlay) throws IOException {
        JsonNode account = ofKind(overlay, "ServiceAccount").path("metadata");
        assertThat(ofKind(overlay, "FlinkDeployment").at("/spec/serviceAccount"))
                .isEqualTo(account.path("name"));
        JsonNode binding = ofKind(overlay, "RoleBinding");
        assertThat(binding.at("/subjects/0/name")).isEqualTo(account.path("name"));
        assertThat(binding.at("/subjects/0/namespace")).isEqualTo(account.path("namespace"));
        JsonNode role = ofKind(overlay, "Role");
        assertThat(binding.at("/roleRef/name")).isEqualTo(role.at("/metadata/name"));
        assertThat(role.at("/rules/0/resources").toString()).isEqualTo("[\"pods\",\"configmaps\"]");
    }

    /** Of one file and one Secret, so that brokers which ask for passwords are described once. */
    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void jobAndPageReadOnePipeline(String overlay) throws IOException {
        JsonNode job = ofKind(overlay, "FlinkDeployment").path("spec");
        JsonNode page = ofKind(overlay, "Deployment").at("/spec/template/spec");
        String file = job.at("/job/args/1").asText();
        assertThat(page.at("/containers/0/args")).anyMatch(word -> word.asText().equals(file));
        JsonNode jobs = job.at("/podTemplate/spec");
        for (String what : List.of("/volumes/0", "/containers/0/volumeMounts/0", "/containers/0/envFrom/1")) {
            assertThat(page.at(what)).as(what).isEqualTo(jobs.at(what));
        }
    }

    /** A job looks for its checkpoints where Flink puts them; what an overlay says of that it says once. */
    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void theJobAndFlinkKeepStateInOnePlace(String overlay) throws IOException {
        JsonNode settings = ofKind(overlay, "FlinkDeployment").at("/spec/flinkConfiguration");
        String written = Files.readString(rendered(overlay));
        String checkpoints = settings.path("execution.checkpointing.dir").asText();
        assertThat(written).contains("CHECKPOINT_STORAGE: " + checkpoints + "\n");
        String place = checkpoints.substring(0, checkpoints.lastIndexOf('/'));
        JsonNode pipeline = JSON.valueToTree(yaml().load(Files.readString(Path.of("base/pipeline.yaml"))));
        String name = pipeline.path("name").asText();
        assertThat(settings.path("execution.checkpointing.savepoint-dir").asText())
                .isEqualTo(checkpoints + "/" + name + "/savepoints");
        assertThat(settings.path("high-availability.storageDir").asText()).isEqualTo(place + "/ha");
    }

    /** Of Java's options and of the classes that come from lib/, a cluster of processes and one of pods take the same. */
    @Test
    void settingsAgreeWithThoseOfAClusterOfProcesses() throws IOException {
        JsonNode settings = ofKind("production", "FlinkDeployment").at("/spec/flinkConfiguration");
        JsonNode cluster = JSON.valueToTree(yaml().load(Files.readString(Path.of("../cluster/config.yaml"))));
        assertThat(settings.path("env.java.opts.all").asText())
                .startsWith(cluster.at("/env/java/opts/all").asText())
                .startsWith("--add-modules=jdk.incubator.vector --add-opens=");
        assertThat(settings.path("classloader.parent-first-patterns.additional").asText())
                .isEqualTo(cluster.at("/classloader/parent-first-patterns/additional")
                        .asText());
    }

    /** A reader that has no partition waits for ever. */
    @Test
    void theAutoscalerStaysWithinTheTopicsPartitions() throws IOException {
        JsonNode settings = ofKind("production", "FlinkDeployment").at("/spec/flinkConfiguration");
        JsonNode pipeline = JSON.valueToTree(yaml().load(Files.readString(Path.of("base/pipeline.yaml"))));
        assertThat(settings.path("job.autoscaler.vertex.max-parallelism").asInt())
                .isEqualTo(pipeline.at("/kafka/partitions").asInt());
    }

    /** As in the operator's own example of its autoscaler; what a job says of itself would go before {@code pipeline.max-parallelism}. */
    @Test
    void theAutoscalerRescalesInPlaceUpToWhatThePipelineSays() throws IOException {
        JsonNode deployment = ofKind("production", "FlinkDeployment").path("spec");
        JsonNode settings = deployment.path("flinkConfiguration");
        JsonNode pipeline = JSON.valueToTree(yaml().load(Files.readString(Path.of("base/pipeline.yaml"))));
        assertThat(settings.path("jobmanager.scheduler").asText()).isEqualTo("adaptive");
        assertThat(settings.has("pipeline.max-parallelism")).isFalse();
        assertThat(pipeline.path("max-parallelism").asInt())
                .isGreaterThanOrEqualTo(
                        settings.path("job.autoscaler.vertex.max-parallelism").asInt());
        assertThat(pipeline.path("parallelism").asInt())
                .isEqualTo(deployment.at("/job/parallelism").asInt());
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
        Optional<Path> kubectl = Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(kubectl.isPresent(), "SKIPPED: kubectl is not installed");
        Process made = new ProcessBuilder(kubectl.orElseThrow().toString(), "kustomize", "overlays/" + overlay)
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

    /** Kubernetes' own schema of a kind, but strict. */
    private static JsonSchema kubernetes(String definition) throws IOException {
        String module = definition.substring(0, definition.indexOf('_'));
        for (URL url :
                Collections.list(ManifestsTest.class.getClassLoader().getResources("schema/validation-schema.json"))) {
            if (url.toString().contains("kubernetes-model-" + module + "-")) {
                ObjectNode schema = JSON.createObjectNode();
                JsonNode definitions = JSON.readTree(url).path("definitions");
                schema.put("$ref", "#/definitions/kubernetes_" + definition);
                schema.set("definitions", definitions);
                refuseUnknown(definitions);
                asWritten(definitions);
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
            }
        }
        throw new IllegalStateException("must be on the class path: kubernetes-model-" + module);
    }

    /** Of an older draft, {@code required: true} of a property; and of Java's shape, what is a number or a text when written. */
    private static void asWritten(JsonNode definitions) {
        for (JsonNode old : definitions.findParents("required")) {
            if (old.path("required").isBoolean()) {
                ((ObjectNode) old).remove("required");
            }
        }
        definitions.properties().forEach(named -> {
            if (named.getKey().endsWith("_IntOrString") || named.getKey().endsWith("_Quantity")) {
                ObjectNode definition = (ObjectNode) named.getValue();
                definition.removeAll();
                definition.putArray("type").add("integer").add("string");
            }
        });
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
