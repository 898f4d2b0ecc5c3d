package dev.evenkeel.connectors.format;

import dev.evenkeel.connectors.schema.SchemaFolder;
import dev.evenkeel.connectors.schema.SchemaRegistry;
import dev.evenkeel.connectors.schema.SchemaSource;
import dev.evenkeel.connectors.schema.SchemaText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Where the schema of Avro rows comes from.
 *
 * @param schema that of all rows, which begin with their first field; empty where each row begins with the five bytes that name its
 *     schema
 * @param source finds schemas by number; empty exactly where {@code schema} is not
 * @param reader whose aliases and defaults count
 */
record AvroSettings(Optional<Schema> schema, Optional<SchemaSource> source, Optional<Schema> reader) {
    /** The option that gives the schema of all rows. */
    static final String SCHEMA = "schema";

    /** The option that names a folder of schemas. */
    static final String FOLDER = "schema-folder";

    /** The option that names a registry. */
    static final String REGISTRY = "registry";

    /** The options for a registry that asks who it is. */
    static final String USER = "registry-user";

    static final String PASSWORD = "registry-password";

    /** The option that gives a reader's schema. */
    static final String READER = "reader-schema";

    static final Set<String> ALL = new TreeSet<>(Set.of(SCHEMA, FOLDER, REGISTRY, USER, PASSWORD, READER));

    private static final String PREFIX = "examples.options.";

    /**
     * What a format's options ask for.
     *
     * @throws IllegalArgumentException naming the option that is wrong
     */
    static AvroSettings of(Map<String, String> options) {
        long ways = Set.of(SCHEMA, FOLDER, REGISTRY).stream()
                .filter(options::containsKey)
                .count();
        if (ways != 1) {
            throw new IllegalArgumentException((ways == 0 ? "needs the rows' schema: " : "must be one of: ") + PREFIX
                    + SCHEMA + " | " + PREFIX
                    + FOLDER + " | " + PREFIX + REGISTRY + ", expected=the schema's text, a folder of <id>.avsc,"
                    + " or a registry's URL");
        }
        boolean named = options.containsKey(USER) || options.containsKey(PASSWORD);
        if (named && !(options.containsKey(REGISTRY) && options.containsKey(USER) && options.containsKey(PASSWORD))) {
            throw new IllegalArgumentException("must come together: " + PREFIX + USER + ", " + PREFIX + PASSWORD
                    + ", expected=both, with " + PREFIX + REGISTRY);
        }
        return new AvroSettings(schema(options, SCHEMA), source(options), schema(options, READER));
    }

    private static Optional<Schema> schema(Map<String, String> options, String option) {
        return Optional.ofNullable(options.get(option)).map(text -> SchemaText.parse(PREFIX + option, text));
    }

    private static Optional<SchemaSource> source(Map<String, String> options) {
        if (options.containsKey(FOLDER)) {
            return Optional.of(new SchemaFolder(PREFIX + FOLDER, folder(options.get(FOLDER))));
        }
        Optional<String> credentials =
                Optional.ofNullable(options.get(USER)).map(user -> user + ":" + options.get(PASSWORD));
        return Optional.ofNullable(options.get(REGISTRY))
                .map(url -> new SchemaRegistry(PREFIX + REGISTRY, url, credentials));
    }

    private static Path folder(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no such folder: " + PREFIX + FOLDER + "=" + name, e);
        }
    }
}
