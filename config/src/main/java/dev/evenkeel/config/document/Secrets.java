package dev.evenkeel.config.document;

import java.util.regex.Pattern;

/** Which values are never printed. */
public final class Secrets {
    /** What is printed in the place of a secret. */
    public static final String HIDDEN = "******";

    private static final Pattern NAMES =
            Pattern.compile("password|secret|token|sasl\\.jaas\\.config|ssl.*key|credential", Pattern.CASE_INSENSITIVE);

    /** Settings of clients, where a value from outside the file is taken for a secret whatever its key. */
    private static final String CLIENT_SETTINGS = "kafka.properties";

    private Secrets() {}

    /** Whether the value of that key, from that place, must not be printed. */
    public static boolean hides(String path, Origin origin) {
        return NAMES.matcher(path).find()
                || (path.startsWith(CLIENT_SETTINGS) && origin.source() == Origin.Source.ENVIRONMENT);
    }
}
