package dev.evenkeel.dashboard.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may do what, and what every answer tells browsers. Thread-safe. */
final class Gate {
    /** The page takes scripts, styles and data from this server and nowhere else; nothing inline, no frames, no forms. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final String SCHEME = "Bearer ";

    private final Settings settings;

    Gate(Settings settings) {
        this.settings = settings;
    }

    /** What every answer says. */
    void dress(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    /**
     * Whether the browser meant this server: a name of somebody else's that leads to the loopback address is how other pages would read
     * this one. Any name is right where the token is asked for.
     */
    boolean meantUs(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return settings.closed()
                || (host != null
                        && OWN_NAMES.contains(
                                PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("")));
    }

    /** Whether the request may look. */
    boolean mayLook(HttpExchange exchange) {
        return !settings.closed() || mayOrder(exchange);
    }

    /** Whether the request may change something. */
    boolean mayOrder(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given != null
                && given.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8),
                        settings.token().getBytes(StandardCharsets.UTF_8));
    }
}
