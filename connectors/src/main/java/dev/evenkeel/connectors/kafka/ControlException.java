package dev.evenkeel.connectors.kafka;

import java.io.IOException;

/** A record of the control topic says nothing that can be done. The message says why, and where the record is. */
public final class ControlException extends IOException {
    private static final long serialVersionUID = 1;

    ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
