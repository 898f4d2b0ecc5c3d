package dev.evenkeel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command speaks: results on standard output, everything else on standard error. Thread-safe.
 *
 * <p>With {@code --json} standard output holds exactly one JSON object, on its last line.
 */
final class Console {
    /** Set by the launcher, which can ask about standard error alone; Java can't. */
    static final String TERMINAL_PROPERTY = "evenkeel.terminal";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean terminal;
    private final boolean color;
    private boolean progressShown;

    Console(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
        this.color = terminal && System.getenv("NO_COLOR") == null;
    }

    /** Whether the user wants JSON, and standard output is not for people. */
    boolean json() {
        return json;
    }

    /** Tells the user something, on standard error. */
    void say(String format, Object... values) {
        line(format(format, values));
    }

    /** Tells the user what is wrong, on standard error. */
    void error(String message) {
        line((color ? RED + "error:" + PLAIN : "error:") + " " + message);
    }

    /** Shows where things stand, in place of what it showed before; nothing unless on a terminal. */
    synchronized void progress(String format, Object... values) {
        if (terminal) {
            err.print(ERASE_LINE + format(format, values));
            err.flush();
            progressShown = true;
        }
    }

    /** Prints a line of the result for people, on standard output; nothing with {@code --json}. */
    synchronized void print(String format, Object... values) {
        if (!json) {
            eraseProgress();
            out.println(format(format, values));
        }
    }

    /** Prints the result for programs, on standard output; nothing without {@code --json}. To be called once, last. */
    synchronized void result(Map<String, ?> result) {
        if (json) {
            eraseProgress();
            try {
                out.println(JSON.writeValueAsString(result));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("result must be writable as JSON: result=" + result, e);
            }
            out.flush();
        }
    }

    /** Standard output as it is, for results that are bytes. Flush and check it after writing. */
    PrintStream bytes() {
        return out;
    }

    private synchronized void line(String text) {
        eraseProgress();
        err.println(text);
        err.flush();
    }

    private void eraseProgress() {
        if (progressShown) {
            err.print(ERASE_LINE);
            err.flush();
            progressShown = false;
        }
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
