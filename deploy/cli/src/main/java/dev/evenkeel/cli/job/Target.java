package dev.evenkeel.cli.job;

import java.util.Locale;

/**
 * Where a Flink cluster answers: the address of its JobManager's REST interface.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 */
public record Target(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Refuses what cannot be an address. */
    public Target {
        if (host.isBlank() || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("must be host:port: target=" + host + ":" + port);
        }
    }

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static Target parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new Target(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be host:port: --target=" + text, e);
        }
    }

    /** Whether the cluster runs on this machine, where it shares the user's own folders. */
    public boolean here() {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    /** The web page of the cluster. */
    public String page() {
        return "http://" + this;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
