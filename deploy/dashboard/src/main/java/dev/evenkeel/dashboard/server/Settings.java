package dev.evenkeel.dashboard.server;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a page is served, and for whom.
 *
 * @param bind the address; on a loopback address everybody on the machine may look, on any other only who has the token
 * @param port the port; 0 takes a free one
 * @param token what changes of state need everywhere
 */
public record Settings(InetAddress bind, int port, String token) {
    /** The address unless told otherwise. */
    public static final String DEFAULT_BIND = "127.0.0.1";
    /** The port unless told otherwise. */
    public static final int DEFAULT_PORT = 8765;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,200}");
    private static final int TOKEN_BYTES = 18;

    /** Refuses ports that there are not, and tokens that can be guessed or have no form in a header. */
    public Settings {
        Objects.requireNonNull(bind, "bind");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("must be in [0, 65535]: port=" + port);
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "must be 16 to 200 letters, digits and ._~+/=-: token of length " + token.length());
        }
    }

    /** A token that nobody guesses. */
    public static String freshToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether looking needs the token too. */
    boolean closed() {
        return !bind.isLoopbackAddress();
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "Settings[bind=" + bind + ", port=" + port + "]";
    }
}
