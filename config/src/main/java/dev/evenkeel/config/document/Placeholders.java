package dev.evenkeel.config.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment's values into text: <code>${env:NAME}</code>, <code>${env:NAME:-default}</code> and
 * <code>${file:/path}</code>; <code>$${</code> stands for <code>${</code>.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long LARGEST_FILE_BYTES = 1 << 20;

    private final Path folder;
    private final UnaryOperator<String> environment;

    /**
     * Resolves with this environment.
     *
     * @param folder where relative paths start
     * @param environment gives null for a variable that is not set
     */
    Placeholders(Path folder, UnaryOperator<String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * Text with its placeholders resolved.
     *
     * @param text the result
     * @param used whether there was any placeholder
     * @param fromFile whether another file's contents are part of the result
     */
    record Resolved(String text, boolean used, boolean fromFile) {}

    /**
     * Resolves all placeholders of a value.
     *
     * @throws PlaceholderException when one is malformed, or names what is not there
     */
    Resolved resolve(String text) throws PlaceholderException {
        if (!text.contains("${")) {
            return new Resolved(text, false, false);
        }
        StringBuilder result = new StringBuilder();
        boolean used = false;
        boolean fromFile = false;
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        while (matcher.find(at)) {
            result.append(text, at, matcher.start());
            if (matcher.group(1).isEmpty()) {
                result.append(value(matcher.group(2), !matcher.group(3).isEmpty()));
                used = true;
                fromFile |= matcher.group(2).startsWith("file:");
                at = matcher.end();
            } else {
                result.append("${");
                at = matcher.start(2);
            }
        }
        return new Resolved(result.append(text, at, text.length()).toString(), used, fromFile);
    }

    /** The text that resolves to this one. */
    static String escape(String text) {
        return text.replace("${", "$${");
    }

    private String value(String inner, boolean closed) throws PlaceholderException {
        if (closed && inner.startsWith("env:")) {
            String[] parts = inner.substring("env:".length()).split(":-", 2);
            if (NAME.matcher(parts[0]).matches()) {
                return variable(parts[0], parts.length == 2 ? parts[1] : null);
            }
        } else if (closed && inner.startsWith("file:") && inner.length() > "file:".length()) {
            return contents(inner.substring("file:".length()));
        }
        throw new PlaceholderException(
                "has a malformed placeholder",
                "write ${env:NAME}, ${env:NAME:-default} or ${file:/path}, and $${ for a plain ${");
    }

    private String variable(String name, String otherwise) throws PlaceholderException {
        String value = environment.apply(name);
        if (value != null) {
            return value;
        }
        if (otherwise != null) {
            return otherwise;
        }
        throw new PlaceholderException(
                "environment variable is not set: " + name, "set it, or write ${env:" + name + ":-default}");
    }

    private String contents(String name) throws PlaceholderException {
        try {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new PlaceholderException("is no regular file: " + name, "name a text file in UTF-8");
            }
            if (Files.exists(file) && Files.size(file) > LARGEST_FILE_BYTES) {
                throw new PlaceholderException("file is larger than 1 MiB: " + name, "name a smaller one");
            }
            return Files.readString(file).stripTrailing();
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new PlaceholderException("file does not exist: " + name, "create it, or name another");
        } catch (IOException e) {
            throw new PlaceholderException("file cannot be read: " + name, "make it a readable text file in UTF-8");
        }
    }
}
