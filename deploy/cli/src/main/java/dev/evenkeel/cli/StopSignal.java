package dev.evenkeel.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the user presses Ctrl-C or the process is asked to stop: the process then waits
 * for the command and ends with its exit code. Every stop within a command has its own timeout, so this one has none;
 * a second Ctrl-C doesn't hurry it, kill does.
 */
final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "stop signal");
    private volatile int exitCode;
    private boolean listening;

    /** From now on, asks the command instead of ending the process at once. */
    synchronized void listen() {
        if (!listening) {
            listening = true;
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /** Whether somebody has asked. */
    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until somebody asks, or for so long. Returns whether somebody has asked. */
    boolean await(Duration timeout) throws InterruptedException {
        return asked.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until somebody asks. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Asks. */
    void ask() {
        asked.countDown();
    }

    /** The command is over; whoever asked gets this exit code. */
    synchronized void finished(int newExitCode) {
        exitCode = newExitCode;
        finished.countDown();
        if (listening) {
            listening = false;
            forget();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException processEnds) {
            // The hook is running: it waited for the exit code and takes it from here.
        }
    }

    private void hold() {
        ask();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Ending in order is no failure, but a process that ends by a signal has the signal's code.
        Runtime.getRuntime().halt(exitCode);
    }
}
