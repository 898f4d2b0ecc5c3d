package dev.evenkeel.connectors.flink;

import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a reader may read. A source and its watermark strategy that are given the same gate share it in each task as well, since
 * Flink hands both on in one piece. Closed until told otherwise. For the task's own thread only.
 */
public final class InputGate implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private transient boolean open;
    private transient CompletableFuture<Void> opening;

    /** Whether nothing may be read now. */
    boolean held() {
        return !open;
    }

    void hold(boolean held) {
        open = !held;
        if (open) {
            opening().complete(null);
        } else if (opening().isDone()) {
            opening = new CompletableFuture<>();
        }
    }

    /** Done when the gate opens. */
    CompletableFuture<Void> opening() {
        if (opening == null) {
            opening = new CompletableFuture<>();
        }
        return opening;
    }
}
