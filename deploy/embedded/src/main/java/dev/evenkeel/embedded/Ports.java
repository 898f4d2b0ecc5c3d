package dev.evenkeel.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Asks for ports before a server does, since servers bury the answer. */
public final class Ports {
    private Ports() {}

    /**
     * The port, or a free one for 0.
     *
     * @throws IOException when somebody listens on it
     */
    public static int claim(String host, int port) throws IOException {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port must be free: port=%d, host=%s, cause=%s".formatted(port, host, e.getMessage()), e);
        }
    }
}
