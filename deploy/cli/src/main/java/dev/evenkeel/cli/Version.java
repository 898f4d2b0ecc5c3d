package dev.evenkeel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, as the build wrote it down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        var versions = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            versions.load(file);
        }
        return new String[] {
            "evenkeel " + versions.getProperty("evenkeel"),
            "Flink " + versions.getProperty("flink"),
            "Kafka " + versions.getProperty("kafka"),
            "Java " + Runtime.version()
        };
    }
}
