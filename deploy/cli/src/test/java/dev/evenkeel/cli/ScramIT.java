package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.embedded.BrokerSecurity;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and a job against a broker that asks for names, passwords and permissions, as {@code config/README.md} says. */
final class ScramIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CANARY = "canary-7d1f";
    private static final String REJECTS_CANARY = "canary-93ab";

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> users = Map.of("alice", CANARY, "bob", "bobs", "admin", "admins");
        kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka"))
                .withSecurity(BrokerSecurity.scram(users, List.of("User:admin"))));
        Files.writeString(folder.resolve("alice"), CANARY);
        Files.writeString(folder.resolve("bob"), "bobs");
        Files.writeString(folder.resolve("wrong"), "wrong");
        Files.writeString(folder.resolve("rejects"), REJECTS_CANARY);
        String plain = Files.readString(Samples.pipeline(folder));
        Files.writeString(
                folder.resolve("scram.yaml"),
                plain.replace("  bootstrap: localhost:9092\n", """
                  bootstrap: localhost:9092
                  properties:
                    security.protocol: SASL_PLAINTEXT
                    sasl.mechanism: SCRAM-SHA-512
                    sasl.jaas.config: >-
                      org.apache.kafka.common.security.scram.ScramLoginModule required
                      username="alice" password="${file:alice}";
                rejects: {hash-values: true, hash-secret: "${file:rejects}"}
                """.stripTrailing() + "\n"));
        allow();
    }

    /** What config/README.md tells to allow. */
    private static void allow() throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                kafka.bootstrap(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"admin\" password=\"admins\";");
        List<AclBinding> allowed = new ArrayList<>();
        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE)) {
            allowed.add(allowed(ResourceType.TOPIC, "sample.", PatternType.PREFIXED, operation));
        }
        allowed.add(allowed(ResourceType.GROUP, "evenkeel-sample", PatternType.LITERAL, AclOperation.READ));
        allowed.add(allowed(ResourceType.TRANSACTIONAL_ID, "sample", PatternType.PREFIXED, AclOperation.WRITE));
        try (Admin admin = Admin.create(properties)) {
            admin.createAcls(allowed).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static AclBinding allowed(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:alice", "*", operation, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void stop() throws IOException {
        kafka.close();
    }

    @Test
    void aJobRunsAndNobodyHearsItsSecrets() throws Exception {
        StringBuilder heard = new StringBuilder();
        try (LogCapture log = LogCapture.start()) {
            for (String[] command : List.of(
                    on("explain"),
                    on("validate", "--connect"),
                    on("replay", "--input", Samples.csv(folder, 500).toString()))) {
                var run = Invocation.of(command);
                assertThat(run.exitCode()).as(run.err()).isZero();
                heard.append(run.out()).append(run.err());
            }
            runJob(heard);
            for (String[] command : List.of(
                    on("snapshot", "show"), on("rejects", "list"), on("control", "pause", "--timeout", "0.1"))) {
                var run = Invocation.of(command);
                heard.append(run.out()).append(run.err());
            }
            assertThat(log.text()).contains("sasl.jaas.config = [hidden]");
            heard.append(log.text());
        }
        assertThat(heard.toString())
                .contains("******", "sample.examples", "kafka.properties.sasl.jaas.config")
                .doesNotContain(CANARY)
                .doesNotContain(REJECTS_CANARY);
    }

    private static void runJob(StringBuilder heard) throws Exception {
        PipelineSpec spec = PipelineFile.load(folder.resolve("scram.yaml"), sets(), name -> null)
                .spec();
        JobStart start = JobStart.prepare(spec, new StartFrom.Newest());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(start.configuration());
        start.build(environment);
        StreamGraph graph = environment.getStreamGraph();
        heard.append(graph.getStreamingPlanAsJSON())
                .append(environment.getConfig())
                .append(environment.getConfiguration())
                .append(start)
                .append(spec);
        try (EmbeddedFlink flink = EmbeddedFlink.start(1, start.configuration())) {
            JobClient job = flink.submit(graph);
            await().atMost(PATIENCE).until(() -> flink.allTasksRun(job.getJobID()));
            await().atMost(PATIENCE)
                    .until(() -> Invocation.of(on("snapshot", "show")).exitCode() == 0);
            listen(flink.restAddress(), job.getJobID().toString(), heard);
            job.stopWithSavepoint(false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        for (String state : List.of("checkpoints", "savepoints")) {
            try (Stream<Path> files = Files.walk(folder.resolve(state))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    heard.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Everything that Flink's page asks for. */
    private static void listen(URI rest, String job, StringBuilder heard) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        for (String path : List.of(
                "/config",
                "/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobs/overview",
                "/jobs/" + job,
                "/jobs/" + job + "/config",
                "/jobs/" + job + "/plan",
                "/jobs/" + job + "/jobmanager/config",
                "/jobs/" + job + "/jobmanager/environment",
                "/jobs/" + job + "/checkpoints",
                "/jobs/" + job + "/checkpoints/config",
                "/jobs/" + job + "/accumulators",
                "/jobs/" + job + "/exceptions",
                "/jobs/" + job + "/metrics",
                "/taskmanagers")) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(rest.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            heard.append(answer.body());
        }
    }

    @Test
    void whoIsNotAllowedIsToldEverythingThatIsMissing() throws Exception {
        var run = Invocation.of(as("bob", on("validate", "--connect")));

        assertThat(run.exitCode()).isEqualTo(2);
        for (String topic : List.of("examples", "snapshots", "metrics", "rejects", "control")) {
            assertThat(run.err()).contains("access denied: " + topic + ".topic=sample." + topic);
        }
        assertThat(run.err().lines().filter(line -> line.contains("examples.topic")))
                .containsExactly("error: access denied: examples.topic=sample.examples, operation=Read,"
                        + " principal=User:bob; to allow it: kafka-acls --bootstrap-server " + kafka.bootstrap()
                        + " --add --allow-principal 'User:bob' --operation Read --topic sample.examples");
        assertThat(run.err())
                .contains("access denied: kafka.group=evenkeel-sample, operation=Read, principal=User:bob")
                .contains("access denied: kafka.transactional-id-prefix=sample, operation=Write")
                .contains("--operation Write --transactional-id sample --resource-pattern-type prefixed");
    }

    @Test
    void aCommandThatIsNotAllowedSaysWhatItNeeds() throws Exception {
        var read = Invocation.of(as("bob", on("rejects", "list")));

        assertThat(read.exitCode()).isEqualTo(2);
        assertThat(read.err())
                .contains("access denied: topic=sample.rejects, operation=Read, principal=User:bob; to allow it:");
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() throws Exception {
        var run = Invocation.of(as("wrong", on("validate", "--connect")));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("access refused, see kafka.properties: kafka.bootstrap=" + kafka.bootstrap()
                        + ", principal=User:alice: Authentication failed");
    }

    @Test
    void brokersAreNamedAndSecretsAreNot() {
        KafkaAccess access = new KafkaAccess(kafka.bootstrap(), Map.of("sasl.jaas.config", CANARY));

        assertThat(access.toString()).isEqualTo("KafkaAccess[bootstrap=" + kafka.bootstrap() + "]");
    }

    /** The same command with another user's password, and name where it is one. */
    private static String[] as(String file, String[] command) throws IOException {
        String user = file.equals("wrong") ? "alice" : file;
        Path pipeline = folder.resolve(file + ".yaml");
        Files.writeString(
                pipeline,
                Files.readString(folder.resolve("scram.yaml"))
                        .replace("username=\"alice\"", "username=\"" + user + "\"")
                        .replace("${file:alice}", "${file:" + file + "}"));
        List<String> all = new ArrayList<>(List.of(command));
        all.set(all.indexOf("-p") + 1, pipeline.toString());
        return all.toArray(String[]::new);
    }

    private static String[] on(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-p", folder.resolve("scram.yaml").toString()));
        sets().forEach(set -> all.addAll(List.of("--set", set)));
        return all.toArray(String[]::new);
    }

    private static List<String> sets() {
        return List.of(
                "kafka.bootstrap=" + kafka.bootstrap(),
                "checkpoint.storage=" + folder.resolve("checkpoints").toUri(),
                "checkpoint.every=200ms",
                "snapshots.every=500ms",
                "model.kind=linear");
    }
}
