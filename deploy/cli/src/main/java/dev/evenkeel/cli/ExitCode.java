package dev.evenkeel.cli;

/** How a command ended. A promise to scripts: codes may be added and never change. */
enum ExitCode {
    DONE(0),
    ENVIRONMENT_FAILED(1),
    WRONG_USE(2),
    HALTED(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
