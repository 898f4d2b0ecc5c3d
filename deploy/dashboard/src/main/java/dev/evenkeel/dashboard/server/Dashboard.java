package dev.evenkeel.dashboard.server;

import dev.evenkeel.dashboard.history.Board;
import java.io.IOException;
import java.net.URI;

/** The live stability page: follows pipelines and serves what it knows of them until closed. */
public final class Dashboard implements AutoCloseable {
    private final Hub hub;
    private final Sources sources;
    private final WebServer web;

    private Dashboard(Hub hub, Sources sources, WebServer web) {
        this.hub = hub;
        this.sources = sources;
        this.web = web;
    }

    /**
     * Starts to serve, then to follow: brokers that do not answer yet are tried again and again.
     *
     * @throws IOException when the address cannot be bound
     */
    public static Dashboard start(Settings settings, Origins origins) throws IOException {
        Board board = new Board();
        Hub hub = new Hub();
        Sources sources = new Sources(board, hub);
        WebServer web = WebServer.start(settings, new Routes(board, hub, sources, new Gate(settings)));
        sources.start(origins);
        return new Dashboard(hub, sources, web);
    }

    /** Where to look. */
    public URI address() {
        return web.address();
    }

    @Override
    public void close() {
        sources.close();
        hub.close();
        web.close();
    }
}
