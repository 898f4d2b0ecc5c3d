package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.document.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final String SECRET = "hunter2";

    private static Pipeline withSecrets(Path folder) throws IOException {
        Files.writeString(folder.resolve("user"), SECRET + "-user");
        String text = MINIMAL.replace(
                "kafka: {bootstrap: \"localhost:9092\"}", """
                kafka:
                  bootstrap: localhost:9092
                  properties:
                    security.protocol: SASL_SSL
                    sasl.jaas.config: login password="%s";
                    ssl.keystore.password: %s
                    ssl.truststore.certificates: ${env:CERTIFICATES}
                    some.user: ${file:%s}""".formatted(SECRET, SECRET, folder.resolve("user")));
        return PipelineFile.parse(
                text,
                "bank.yaml",
                List.of("kafka.properties.sasl.oauthbearer.client.secret=" + SECRET),
                Map.of("CERTIFICATES", SECRET)::get);
    }

    @Test
    void explanationHidesSecretsAndNamesWhereTheyCameFrom(@TempDir Path folder) throws IOException {
        Pipeline pipeline = withSecrets(folder);
        Map<String, Setting> settings = Explanation.of(pipeline).settings().stream()
                .collect(Collectors.toMap(Setting::key, Function.identity()));
        assertThat(settings.get("kafka.properties.security.protocol"))
                .isEqualTo(new Setting(
                        "kafka.properties.security.protocol", "SASL_SSL", Origin.ofFile("bank.yaml", 5, 5)));
        for (String key : List.of(
                "sasl.jaas.config",
                "ssl.keystore.password",
                "ssl.truststore.certificates",
                "some.user",
                "sasl.oauthbearer.client.secret")) {
            assertThat(settings.get("kafka.properties." + key).value()).isEqualTo("******");
        }
        assertThat(settings.get("kafka.properties.some.user").origin()).hasToString("environment");
        assertThat(settings.get("kafka.properties.sasl.oauthbearer.client.secret")
                        .origin())
                .hasToString("--set");
        assertThat(Explanation.of(pipeline).toString()).doesNotContain(SECRET);
    }

    @Test
    void printedRecordsHoldNoSecrets(@TempDir Path folder) throws IOException {
        Pipeline pipeline = withSecrets(folder);
        assertThat(pipeline.toString())
                .contains("sasl.jaas.config")
                .doesNotContain(SECRET)
                .doesNotContain("SASL_SSL");
        assertThat(pipeline.spec().kafka().properties()).containsEntry("ssl.keystore.password", SECRET);
    }

    @Test
    void theKeyOfHashedRejectsIsASecret() {
        Pipeline pipeline = PipelineFile.parse(
                MINIMAL,
                "bank.yaml",
                List.of("rejects.hash-values=true", "rejects.hash-secret=${env:KEY}"),
                Map.of("KEY", SECRET)::get);
        assertThat(pipeline.spec().rejects().hashSecret()).contains(SECRET);
        assertThat(pipeline.toString()).doesNotContain(SECRET);
        assertThat(Explanation.of(pipeline).toString())
                .contains("rejects.hash-secret")
                .doesNotContain(SECRET);
    }

    @Test
    void mistakesHoldNoSecrets() {
        Map<String, String> environment = Map.of("P", SECRET);
        List<String> lines = Fixture.mistakes(
                MINIMAL + "metrics:\n  topic: ${file:/proc/self/stat}\n" + "pasword: " + SECRET + "\n",
                environment,
                "kafka.propertys.sasl.jaas.config=" + SECRET,
                "kafka.properties=" + SECRET,
                "kafka.password=" + SECRET,
                "kafka=" + SECRET);
        assertThat(lines).hasSizeGreaterThan(2).noneMatch(line -> line.contains(SECRET));
        assertThat(Fixture.mistakes(MINIMAL, environment, "kafka.properties.ssl.key=[" + SECRET + "]"))
                .containsExactly("--set kafka.properties.ssl.key: must be text; put quotes around the value");
        assertThat(Fixture.mistakes(MINIMAL, environment, "kafka.properties.password=" + SECRET + "${env:NOT_SET}"))
                .containsExactly("--set kafka.properties.password=******: environment variable is not set: NOT_SET;"
                        + " set it, or write ${env:NOT_SET:-default}");
    }

    @Test
    void mistakesShowThePlaceholderOfAFileAndNotItsContents(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x"), SECRET);
        assertThat(Fixture.mistakes(MINIMAL, "window.size=${file:" + file + "}"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("${file:").doesNotContain(SECRET));
    }
}
