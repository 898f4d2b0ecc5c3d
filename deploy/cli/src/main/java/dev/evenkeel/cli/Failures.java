package dev.evenkeel.cli;

import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.job.start.StartException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ParameterException;

/** The one place that says what an exception means to the user: its exit code and its lines. */
final class Failures {
    private Failures() {}

    /** The exit code of a command that threw this. */
    static int exitCode(Throwable failure) {
        return kind(relevant(failure)).code();
    }

    /** What to tell the user, a line each; at least one. */
    static List<String> messages(Throwable failure) {
        Throwable cause = relevant(failure);
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return List.of(cause.getClass().getSimpleName());
        }
        return switch (kind(cause)) {
            case WRONG_USE, HALTED -> message.lines().toList();
            default -> environment(cause, message.strip()).lines().toList();
        };
    }

    private static ExitCode kind(Throwable failure) {
        if (failure instanceof UsageException
                || failure instanceof ParameterException
                || failure instanceof IllegalArgumentException
                || settingAtFault(failure)) {
            return ExitCode.WRONG_USE;
        }
        if (failure instanceof HaltedException) {
            return ExitCode.HALTED;
        }
        return ExitCode.ENVIRONMENT_FAILED;
    }

    private static boolean settingAtFault(Throwable failure) {
        if (failure instanceof KafkaSetupException setup) {
            return setup.fault() == KafkaSetupException.Fault.CONFIGURATION;
        }
        return failure instanceof StartException start && start.configuration();
    }

    /** File system exceptions carry the name of the file and leave out what is wrong with it. */
    private static String environment(Throwable failure, String message) {
        if (failure instanceof NoSuchFileException) {
            return "file must exist: file=" + message;
        }
        if (failure instanceof AccessDeniedException) {
            return "file must be accessible: file=" + message;
        }
        if (failure instanceof NotDirectoryException) {
            return "must be a directory: file=" + message;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "must not exist, or be a directory: file=" + message;
        }
        if (failure instanceof EnvironmentException || failure instanceof FileSystemException) {
            return message;
        }
        return failure instanceof RuntimeException ? failure.getClass().getSimpleName() + ": " + message : message;
    }

    /** Futures wrap what failed. */
    private static Throwable relevant(Throwable failure) {
        Throwable relevant = failure;
        while ((relevant instanceof ExecutionException || relevant instanceof CompletionException)
                && relevant.getCause() != null) {
            relevant = relevant.getCause();
        }
        return relevant;
    }
}
