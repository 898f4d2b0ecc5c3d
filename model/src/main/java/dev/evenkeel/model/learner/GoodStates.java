package dev.evenkeel.model.learner;

import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.RollbackSettings;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * The last good states of a learner, newest last: complete, immutable, and bounded in number and bytes. A state counts as good only when
 * training has stayed well for a while after it, so that none has the beginning of an attack in it.
 *
 * <p>A state is taken when the stream has grown by a thirty-second, at the latest after {@value #MOST_BLOCKS} blocks, or later where it is
 * large: at most a kibibyte is copied for an example. Not thread-safe.
 */
final class GoodStates {
    private static final String PATH = "lane/good-states/";
    private static final int SHARE = 32;
    private static final int MOST_BLOCKS = 64;
    private static final int PROVEN = 4;
    private static final long BYTES_PER_EXAMPLE = 1024;

    /** Never changed. */
    private record State(NamedTensors tensors, long bytes) {}

    private final RollbackSettings settings;
    private final ArrayDeque<State> states = new ArrayDeque<>();
    private State candidate;
    private long goodSince;
    private long blocks;
    private long takenAt;
    private long every = 1;

    GoodStates(RollbackSettings settings) {
        this.settings = settings;
    }

    /** A block of {@code rows} has ended with the learner in a state that may be kept. */
    void calm(Learner learner, int rows) {
        blocks++;
        goodSince++;
        if (candidate != null && goodSince >= PROVEN) {
            add(candidate);
            candidate = null;
        }
        if (candidate == null && blocks - takenAt >= every) {
            NamedTensors tensors = new NamedTensors();
            learner.save(tensors);
            candidate = new State(tensors.copy(), tensors.bytes());
            goodSince = 0;
            takenAt = blocks;
            every = Math.max(Math.min(MOST_BLOCKS, blocks / SHARE), candidate.bytes / (BYTES_PER_EXAMPLE * rows));
        }
    }

    /** A block has ended with the learner in a state that must not be kept. */
    void troubled() {
        blocks++;
        candidate = null;
    }

    private void add(State state) {
        states.addLast(state);
        long bytes = 0;
        Iterator<State> newestFirst = states.descendingIterator();
        for (int kept = 0; newestFirst.hasNext(); kept++) {
            bytes += newestFirst.next().bytes;
            if (kept >= settings.keep() || bytes > settings.maxBytes()) {
                newestFirst.remove();
            }
        }
    }

    /** The newest. */
    Optional<NamedTensors> last() {
        return Optional.ofNullable(states.peekLast()).map(State::tensors);
    }

    void save(NamedTensors into) {
        long[] counters = {states.size(), candidate == null ? 0 : 1, goodSince, blocks, takenAt, every};
        into.put(PATH + "counters", counters, counters.length);
        int i = 0;
        for (State state : states) {
            put(state, i++, into);
        }
        if (candidate != null) {
            put(candidate, i, into);
        }
    }

    private static void put(State state, int number, NamedTensors into) {
        for (String name : state.tensors.names()) {
            into.put(PATH + number + "/" + name, state.tensors.get(name));
        }
    }

    void load(NamedTensors from) {
        long[] counters = from.longs(PATH + "counters", 6);
        states.clear();
        for (int i = 0; i < counters[0]; i++) {
            states.addLast(state(i, from));
        }
        candidate = counters[1] == 0 ? null : state((int) counters[0], from);
        goodSince = counters[2];
        blocks = counters[3];
        takenAt = counters[4];
        every = counters[5];
    }

    private static State state(int number, NamedTensors from) {
        NamedTensors tensors = from.under(PATH + number + "/");
        return new State(tensors, tensors.bytes());
    }
}
