package dev.evenkeel.dashboard.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that keep no process alive. */
final class Daemons {
    private Daemons() {}

    static ThreadFactory named(String name) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "stability page: " + name + " " + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
