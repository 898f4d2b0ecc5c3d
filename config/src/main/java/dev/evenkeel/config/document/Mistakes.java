package dev.evenkeel.config.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one pipeline, and sees to it that no secret is among them. Not thread-safe. */
public final class Mistakes {
    private static final int LONGEST_VALUE = 80;

    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    /** For a pipeline read from the file of that name. */
    public Mistakes(String file) {
        this.file = file;
    }

    /** The name of the pipeline's file. */
    public String file() {
        return file;
    }

    /** Adds a mistake about a key as a whole. */
    public void add(Origin at, String key, String message, String remedy) {
        add(at, key, "", message, remedy);
    }

    /** Adds a mistake about a value; prints it only if it is a plain one and no secret. */
    public void add(Node node, String key, String message, String remedy) {
        String value = "";
        if (node instanceof Node.Scalar scalar && !scalar.empty()) {
            value = Secrets.hides(key, scalar.origin()) ? Secrets.HIDDEN : scalar.shown();
        }
        add(node.origin(), key, value, message, remedy);
    }

    private void add(Origin at, String key, String value, String message, String remedy) {
        String line = value.replaceAll("\\s+", " ");
        String shown = line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
        String place = at.file().isEmpty() ? file : at.file();
        found.add(new Mistake(place, at.line(), at.column(), key, shown, message, remedy));
    }

    /** Whether there is none. */
    public boolean none() {
        return found.isEmpty();
    }

    /** All of them: the file's in the order of its lines, then those of overrides. */
    public List<Mistake> list() {
        return found.stream()
                .sorted(Comparator.comparing((Mistake m) -> m.file().equals(Origin.SET))
                        .thenComparingInt(Mistake::line)
                        .thenComparingInt(Mistake::column))
                .toList();
    }
}
