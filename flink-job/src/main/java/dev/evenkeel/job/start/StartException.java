package dev.evenkeel.job.start;

import java.io.IOException;
import java.util.List;

/** A pipeline cannot start in its surroundings. The message has a line for each finding, each naming the setting to look at. */
public final class StartException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean configuration;

    /**
     * A refusal to start.
     *
     * @param configuration whether only a changed setting helps; else trying again may
     */
    StartException(List<String> findings, boolean configuration) {
        super(String.join("\n", findings));
        this.configuration = configuration;
    }

    /** Whether only a changed setting helps; else the surroundings failed, and trying again may. */
    public boolean configuration() {
        return configuration;
    }
}
