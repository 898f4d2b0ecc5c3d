package dev.evenkeel.connectors.kafka;

import java.io.IOException;

/** Brokers or topics are not as we need them. The message names the setting to look at. */
public final class KafkaSetupException extends IOException {
    /** Who can help. */
    public enum Fault {
        /** The brokers failed or cannot be reached: trying again may help. */
        ENVIRONMENT,
        /** A setting is wrong: trying again does not help. */
        CONFIGURATION
    }

    private static final long serialVersionUID = 1;

    private final Fault fault;

    /** A failure. */
    public KafkaSetupException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    static KafkaSetupException configuration(String message) {
        return new KafkaSetupException(Fault.CONFIGURATION, message, null);
    }

    /** Whether a setting or the environment is at fault. */
    public Fault fault() {
        return fault;
    }
}
