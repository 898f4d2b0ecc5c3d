package dev.evenkeel.connectors.snapshot;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** One snapshot's learner, as often as there are threads that predict at the same time. Thread-safe. */
final class Serving {
    private record Seat(Learner learner, ReentrantLock lock) {}

    private final ServedSnapshot snapshot;
    private final List<Seat> seats = new ArrayList<>();

    /** Takes the learner and copies it. */
    Serving(ServedSnapshot snapshot, Learner learner, int copies) {
        this.snapshot = snapshot;
        for (int i = 1; i < copies; i++) {
            seats.add(new Seat(learner.copy(), new ReentrantLock()));
        }
        seats.add(new Seat(learner, new ReentrantLock()));
    }

    ServedSnapshot snapshot() {
        return snapshot;
    }

    void predict(MiniBatch batch, Predictions into) {
        Seat seat = seat();
        try {
            seat.learner.predict(batch, 0, batch.rows(), into);
        } finally {
            seat.lock.unlock();
        }
    }

    /** A free one, this thread's usual one first; that one when none is free. */
    private Seat seat() {
        int usual = Long.hashCode(Thread.currentThread().getId() * 0x9e3779b97f4a7c15L);
        int n = seats.size();
        for (int i = 0; i < n; i++) {
            Seat seat = seats.get(Math.floorMod(usual + i, n));
            if (seat.lock.tryLock()) {
                return seat;
            }
        }
        Seat seat = seats.get(Math.floorMod(usual, n));
        seat.lock.lock();
        return seat;
    }
}
