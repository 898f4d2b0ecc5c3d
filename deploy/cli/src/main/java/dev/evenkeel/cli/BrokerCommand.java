package dev.evenkeel.cli;

import dev.evenkeel.embedded.BrokerSecurity;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs a broker until Ctrl-C. */
@CommandLine.Command(
        name = "broker",
        description =
                "Run a Kafka broker in the foreground, for development: one node, on 127.0.0.1, without security unless asked for.")
final class BrokerCommand extends Command {
    private static final String DEFAULT_PORT = "9092";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keeps the data; made when absent. Default: kafka in Evenkeel's state directory.")
    private Path directory = StateDirectory.of("kafka");

    @Option(
            names = "--port",
            defaultValue = DEFAULT_PORT,
            description = "Default: ${DEFAULT-VALUE}; 0 takes a free one.")
    private int port;

    @Option(
            names = "--security",
            paramLabel = "FILE",
            description =
                    "Properties: user.NAME=PASSWORD (SCRAM-SHA-512), superusers=User:NAME;… (others then need access"
                            + " control lists), and the broker's ssl.*. Users are made with the data directory.")
    private Path security;

    @Override
    void run(Console console) throws Exception {
        stopSignal().listen();
        BrokerSecurity asked = security == null ? BrokerSecurity.NONE : BrokerSecurityFile.read(security);
        var settings = BrokerSettings.in(directory).withPort(port).withSecurity(asked);
        try (var kafka = EmbeddedKafka.start(settings)) {
            console.say("broker: %s, data in %s", kafka.bootstrap(), directory);
            console.say(
                    "For development only: one node, one copy of the data, %s. Ctrl-C stops it.",
                    security == null ? "no security" : "clients come by " + asked.protocol());
            stopSignal().await();
            console.say("stopping");
            var result = new LinkedHashMap<String, Object>();
            result.put("bootstrap", kafka.bootstrap());
            result.put("directory", directory.toString());
            console.result(result);
        }
    }
}
