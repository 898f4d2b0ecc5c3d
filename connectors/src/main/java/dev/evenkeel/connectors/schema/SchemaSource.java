package dev.evenkeel.connectors.schema;

import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Finds the schemas that rows were written with. Not thread-safe, and without memory: ask once and keep the answer. */
public interface SchemaSource {
    /**
     * The schema of that number.
     *
     * @return empty when there is none
     * @throws IOException when there is no telling: the source does not answer
     * @throws IllegalArgumentException when there is one that cannot be used
     */
    Optional<Schema> find(int id) throws IOException;
}
