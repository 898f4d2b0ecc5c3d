package dev.evenkeel.dashboard.server;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request. */
final class Query {
    private final Map<String, String> values = new HashMap<>();

    /** Reads them; the last of equal names counts. */
    Query(URI request) {
        String text = request.getRawQuery();
        for (String part : text == null ? new String[0] : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /**
     * A parameter.
     *
     * @throws IllegalArgumentException when it is missing
     */
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("must be given: " + name);
        }
        return value;
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws IllegalArgumentException when it is missing or no such number
     */
    long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number: " + name + "=" + text(name), e);
        }
    }
}
