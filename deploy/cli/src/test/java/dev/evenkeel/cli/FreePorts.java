package dev.evenkeel.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Random;

/** Ports for servers that are told where to listen, before they listen. */
final class FreePorts {
    /** Below those that systems give to connections, so that none takes a port between its choice and its use. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final int TRIES = 100;

    private FreePorts() {}

    /** A port at which nobody listens. */
    static int next() {
        Random random = new Random();
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + random.nextInt(COUNT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: another one
            }
        }
        throw new IllegalStateException("no port is free: from=" + FIRST + ", tries=" + TRIES);
    }
}
