package dev.evenkeel.model.snapshot;

import java.util.Objects;

/** The version of this code, from the jar's manifest. */
public final class CodeVersion {
    private CodeVersion() {}

    /** Such as {@code 0.1.0}; {@code development} when run from class files. */
    public static String current() {
        return Objects.requireNonNullElse(CodeVersion.class.getPackage().getImplementationVersion(), "development");
    }
}
