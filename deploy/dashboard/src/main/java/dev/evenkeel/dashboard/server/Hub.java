package dev.evenkeel.dashboard.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Pushes messages to all who look on, as server-sent events. Sending never waits: each client has a queue of its own, and one that
 * cannot keep up is told so and let go; its page comes back and asks for the whole anew. Thread-safe.
 */
final class Hub implements AutoCloseable {
    /** Clients at the same time; more are refused. */
    static final int MOST_CLIENTS = 500;
    /** Messages that wait for a client: about a minute of reports. */
    static final int QUEUE = 64;
    /** How long a client that was let go may take to hear of it. */
    private static final long GRACE_SECONDS = 5;

    private static final long HEARTBEAT_SECONDS = 2;
    private static final byte[] DROPPED =
            event("dropped", "{\"why\": \"too slow: messages waited, limit=" + QUEUE + "\"}");
    private static final Executor IN_A_WHILE = CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS);
    private static final byte[] BYE = event("bye", "{}");

    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    /** Someone who looks on, served by the thread that made it. */
    private static final class Client {
        private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
        private Thread writer = Thread.currentThread();
        private boolean leaving;

        synchronized void offer(byte[] message) {
            if (!leaving && !queue.offer(message)) {
                leave(DROPPED);
            }
        }

        synchronized void leave(byte[] lastWord) {
            if (!leaving) {
                leaving = true;
                queue.clear();
                queue.add(lastWord);
                IN_A_WHILE.execute(this::cut);
            }
        }

        /** A thread that waits for a socket lets go when it is interrupted, and the socket is closed. */
        private synchronized void cut() {
            if (writer != null) {
                writer.interrupt();
            }
        }

        /** The thread does something else from now on. */
        synchronized void gone() {
            writer = null;
            Thread.interrupted();
        }

        boolean isLastWord(byte[] message) {
            return message == DROPPED || message == BYE;
        }
    }

    private static byte[] event(String name, String data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** How many look on. */
    int clients() {
        return clients.size();
    }

    /** Pushes one line of JSON to all. */
    void send(byte[] json) {
        byte[] message = new byte[json.length + 8];
        System.arraycopy("data: ".getBytes(StandardCharsets.UTF_8), 0, message, 0, 6);
        System.arraycopy(json, 0, message, 6, json.length);
        message[json.length + 6] = '\n';
        message[json.length + 7] = '\n';
        clients.forEach(client -> client.offer(message));
    }

    /**
     * Serves a client until it goes or is let go; keeps the calling thread.
     *
     * @return false when there are too many, and nothing was answered
     * @throws IOException when it has gone
     */
    boolean serve(HttpExchange exchange) throws IOException {
        if (clients.size() >= MOST_CLIENTS) {
            return false;
        }
        Client client = new Client();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        clients.add(client);
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] message = heartbeat();
            while (!client.isLastWord(message)) {
                out.write(message);
                out.flush();
                byte[] next = client.queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                message = next == null ? heartbeat() : next;
            }
            out.write(message);
        } catch (InterruptedException e) {
            // let go: gone() takes the mark off, which is not for what the thread does next
        } finally {
            clients.remove(client);
            client.gone();
        }
        return true;
    }

    private static byte[] heartbeat() {
        return event("now", Long.toString(System.currentTimeMillis()));
    }

    @Override
    public void close() {
        clients.forEach(client -> client.leave(BYE));
    }
}
