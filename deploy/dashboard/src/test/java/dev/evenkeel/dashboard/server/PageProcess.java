package dev.evenkeel.dashboard.server;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A page of all pipelines of a broker in a process of its own. Says its address on the first line; for each line it is given, the bytes of
 * heap that are in use after a collection; ends with its input.
 */
final class PageProcess {
    private PageProcess() {}

    /**
     * Serves.
     *
     * @param args the broker
     */
    public static void main(String[] args) throws IOException {
        Settings settings = new Settings(InetAddress.getLoopbackAddress(), 0, Settings.freshToken());
        Origins origins = new Origins(List.of(), Optional.of(KafkaAccess.plain(args[0])), Optional.empty());
        try (Dashboard page = Dashboard.start(settings, origins);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(page.address());
            while (in.readLine() != null) {
                System.gc();
                System.out.println(
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
        }
    }
}
