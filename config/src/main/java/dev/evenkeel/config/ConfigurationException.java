package dev.evenkeel.config;

import dev.evenkeel.config.document.Mistake;
import java.util.List;
import java.util.stream.Collectors;

/** A pipeline cannot be used as it is written. Its message has a line for each mistake and holds no secrets. */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    /** For at least one mistake. */
    ConfigurationException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** All that is wrong. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
