package dev.evenkeel.cli;

import java.nio.file.Path;

/** Where commands keep what must survive them. */
final class StateDirectory {
    private static final String VARIABLE = "XDG_STATE_HOME";

    private StateDirectory() {}

    /** A directory of that name: {@code ~/.local/state/evenkeel/<name>} unless {@code XDG_STATE_HOME} says otherwise. */
    static Path of(String name) {
        String home = System.getenv(VARIABLE);
        Path base = home == null || home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(home);
        return base.resolve("evenkeel").resolve(name);
    }
}
