package dev.evenkeel.config;

import dev.evenkeel.config.document.Document;
import dev.evenkeel.config.document.Layout;
import dev.evenkeel.config.document.Mistake;
import dev.evenkeel.config.document.Mistakes;
import dev.evenkeel.config.document.Node;
import dev.evenkeel.config.shape.Binder;
import dev.evenkeel.config.shape.ShapeLayout;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads pipeline files: YAML, with <code>${env:NAME}</code>, <code>${env:NAME:-default}</code> and <code>${file:/path}</code>
 * in any value, and overrides on top.
 */
public final class PipelineFile {
    private static final Layout LAYOUT = new ShapeLayout(PipelineSpec.SHAPE);

    private PipelineFile() {}

    /**
     * Reads a file.
     *
     * @param sets overrides, each {@code path=value}; later ones win
     * @param environment gives null for a variable that is not set: {@code System::getenv}
     * @throws ConfigurationException with all mistakes at once
     */
    public static Pipeline load(Path file, List<String> sets, UnaryOperator<String> environment) {
        try {
            return parse(Files.readString(file), file.toString(), sets, environment);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist", "name a pipeline file, e.g. config/pipelines/bank.yaml");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "is not UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            throw unreadable(file, "cannot be read", "name a readable file");
        }
    }

    /**
     * Reads a text.
     *
     * @param fileName what messages call it; files in its placeholders are relative to its folder
     * @param sets overrides, each {@code path=value}; later ones win
     * @param environment gives null for a variable that is not set
     * @throws ConfigurationException with all mistakes at once
     */
    public static Pipeline parse(String text, String fileName, List<String> sets, UnaryOperator<String> environment) {
        Mistakes mistakes = new Mistakes(fileName);
        Optional<Node.Mapping> tree = Document.read(text, sets, environment, LAYOUT, mistakes);
        if (tree.isEmpty()) {
            throw new ConfigurationException(mistakes.list());
        }
        Binder binder = new Binder(PipelineSpec.SHAPE, mistakes, NotYet::covers, defaults(tree.get()));
        Map<String, Object> sections = binder.values(PipelineSpec.SHAPE, tree.get());
        Parts parts = new Parts();
        sections.forEach(parts::with);
        CrossChecks.check(parts, binder::mistake);
        if (!mistakes.none()) {
            throw new ConfigurationException(mistakes.list());
        }
        PipelineSpec spec = (PipelineSpec) PipelineSpec.SHAPE.construct(sections);
        return new Pipeline(spec, binder.origins());
    }

    /** What stands for <code>${name}</code> in defaults: the name, or a stand-in while that is wrong itself. */
    private static Map<String, String> defaults(Node.Mapping tree) {
        boolean named = tree.entries().get("name") instanceof Node.Scalar name
                && name.text().matches("[A-Za-z0-9._-]+");
        return Map.of("name", named ? ((Node.Scalar) tree.entries().get("name")).text() : "pipeline");
    }

    private static ConfigurationException unreadable(Path file, String message, String remedy) {
        return new ConfigurationException(List.of(new Mistake(file.toString(), 0, 0, "", "", message, remedy)));
    }
}
