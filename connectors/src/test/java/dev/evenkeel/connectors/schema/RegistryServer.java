package dev.evenkeel.connectors.schema;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry on a free port of this machine that answers what it is told, and remembers what it was asked. */
public final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private RegistryServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one. */
    public static RegistryServer start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RegistryServer registry = new RegistryServer(server);
        server.createContext("/", registry::answer);
        server.start();
        return registry;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "404 {}");
        byte[] body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What to answer from now on: a status, a space, the body. */
    public void answer(String path, String answer) {
        answers.put(path, answer);
    }

    /** Paths and authorizations, in order. */
    public List<String> asked() {
        return asked;
    }

    /** Its address. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
