package dev.evenkeel.connectors.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.Schema;

/** A folder of files named {@code <id>.avsc}. What is added later is found. */
public final class SchemaFolder implements SchemaSource {
    private final Path folder;

    /**
     * Schemas of a folder.
     *
     * @param option what messages call the setting
     * @throws IllegalArgumentException when there is no such folder
     */
    public SchemaFolder(String option, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "no such folder: " + option + "=" + folder + ", expected=a folder of files <id>.avsc");
        }
        this.folder = folder;
    }

    @Override
    public Optional<Schema> find(int id) throws IOException {
        Path file = folder.resolve(id + ".avsc");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > SchemaText.LONGEST) {
            throw new IllegalArgumentException(
                    "too long: schema=" + file + ", expected=at most " + SchemaText.LONGEST + " bytes");
        }
        return Optional.of(SchemaText.parse(file.toString(), Files.readString(file)));
    }
}
