package dev.evenkeel.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: one node, its own controller, on 127.0.0.1 only, without security unless it is asked for. For
 * development and tests; its data survives in its directory.
 *
 * <p>Topics are not made by themselves. Records may have 64 MiB, transactions may last an hour.
 *
 * <p>Built on Kafka's internal classes, so it belongs to one Kafka version.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final BrokerSettings settings;
    private final String bootstrap;
    private final KafkaRaftServer server;

    private EmbeddedKafka(BrokerSettings settings, String bootstrap, KafkaRaftServer server) {
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.server = server;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @throws IOException when the port is taken, the directory can't be used or is in use, or the broker fails
     */
    public static EmbeddedKafka start(BrokerSettings settings) throws IOException {
        Path directory = settings.directory().toAbsolutePath();
        DirectoryInUse.check(directory);
        int port = Ports.claim(HOST, settings.port());
        var ports = new BrokerProperties.Listeners(port, Ports.claim(HOST, 0), Ports.claim(HOST, 0));
        format(directory, settings.security());
        try {
            var config = KafkaConfig.fromProps(BrokerProperties.of(directory, ports, settings.security()), false);
            var server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(settings, HOST + ":" + port, server);
        } catch (RuntimeException e) {
            throw new IOException(
                    "broker must start: directory=%s, port=%d, cause=%s".formatted(directory, port, e.getMessage()), e);
        }
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrap() {
        return bootstrap;
    }

    /**
     * Stops the broker and waits until its directory is free. A second call does nothing.
     *
     * @throws IOException when the broker doesn't stop in time; says where it waits
     */
    @Override
    public void close() throws IOException {
        BoundedStop.run("broker on " + bootstrap, settings.closeTimeout(), () -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }

    private static void format(Path directory, BrokerSecurity security) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setScramArguments(security.scramArguments())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // the formatter declares it
            throw new IOException("broker directory must be writable: directory=" + directory, e);
        }
    }
}
