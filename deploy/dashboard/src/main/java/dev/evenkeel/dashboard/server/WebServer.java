package dev.evenkeel.dashboard.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's server with a thread for each request at hand, since those who look on keep theirs. */
final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    /** Those who look on, and room for questions. */
    private static final int MOST_THREADS = Hub.MOST_CLIENTS + 64;

    private static final long IDLE_SECONDS = 10;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private WebServer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    static WebServer start(Settings settings, HttpHandler routes) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "page cannot be served: bind=%s, port=%d: %s"
                            .formatted(settings.bind().getHostAddress(), settings.port(), e.getMessage()),
                    e);
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.named("answer"));
        server.setExecutor(threads);
        server.createContext("/", routes);
        server.start();
        return new WebServer(server, threads);
    }

    URI address() {
        InetAddress bound = server.getAddress().getAddress();
        String host = bound.getHostAddress();
        return URI.create("http://" + (bound instanceof Inet6Address ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
