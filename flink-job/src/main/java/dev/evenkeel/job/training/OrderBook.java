package dev.evenkeel.job.training;

import dev.evenkeel.connectors.kafka.ControlException;
import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.Order;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The orders a lane was given, and what its readers were told. Keyed state, all of it; not thread-safe.
 *
 * <p>Readers hold or open by the last word in the control topic. The trainer reads its own words back, so that its state says what
 * readers know: whenever that is not what the lane wants it says so again. That holds after any restart as well: a word of an
 * attempt that came to nothing is read back, and put right.
 */
final class OrderBook {
    /** Orders that took effect, newest last, each as {@code <id> <event> <version>}. */
    private static final ListStateDescriptor<String> TAKEN = new ListStateDescriptor<>("orders", Types.STRING);
    /** Whether readers were told to hold, as read back from the topic. */
    private static final ValueStateDescriptor<Boolean> HELD = new ValueStateDescriptor<>("held", Types.BOOLEAN);

    private static final int KEPT = 100;

    private final String model;
    private final PublishedStates published;
    private final ListState<String> taken;
    private final ValueState<Boolean> held;
    /** What was said last and not read back yet; null when nothing. */
    private Boolean said;

    OrderBook(RuntimeContext context, String model, PublishedStates published) {
        this.model = model;
        this.published = published;
        taken = context.getListState(TAKEN);
        held = context.getState(HELD);
    }

    /** Takes in a record of the control topic. What cannot be done becomes an event; nothing that is written there stops the job. */
    void take(RawRecord read, TrainingLane lane, TrainingLane.Listener listener) throws Exception {
        Optional<ControlRecord> record;
        try {
            record = ControlRecord.of(read, model);
        } catch (ControlException e) {
            listener.event(event(LaneEvent.Kind.ORDER_FAILED, lane, e.getMessage(), Map.of()));
            return;
        }
        if (record.isEmpty()) {
            return;
        }
        switch (record.get().action()) {
            case HOLD -> heard(true);
            case OPEN -> heard(false);
            default -> order(record.get(), lane, listener);
        }
    }

    private void heard(boolean hold) throws IOException {
        held.update(hold);
        said = null;
    }

    private void order(ControlRecord record, TrainingLane lane, TrainingLane.Listener listener) throws Exception {
        Map<String, String> details = Map.of(LaneEvent.ORDER, record.id());
        for (String earlier : taken.get()) {
            if (earlier.startsWith(record.id() + " ")) {
                listener.event(event(
                        LaneEvent.Kind.ORDER_FAILED,
                        lane,
                        "order " + record.id() + ": came before: " + earlier,
                        details));
                return;
            }
        }
        Optional<NamedTensors> state = Optional.empty();
        if (record.sequence().isPresent()) {
            try {
                state = Optional.of(published.find(record.sequence().getAsLong()));
            } catch (IOException | IllegalStateException | IllegalArgumentException e) {
                listener.event(event(
                        LaneEvent.Kind.ORDER_FAILED, lane, "order " + record.id() + ": " + e.getMessage(), details));
                return;
            }
        }
        if (record.atVersion().orElse(0) > lane.learner().version()) {
            String text = "order " + record.id() + ": " + record.action().key() + " at version "
                    + record.atVersion().getAsLong();
            listener.event(event(LaneEvent.Kind.ORDER_WAITS, lane, text, details));
        }
        lane.order(new Order(action(record.action()), record.atVersion(), state, record.id()), listener);
    }

    private static Order.Action action(ControlRecord.Action action) {
        return switch (action) {
            case ROLLBACK -> Order.Action.ROLLBACK;
            case RESUME -> Order.Action.RESUME;
            case PAUSE -> Order.Action.PAUSE;
            case PUBLISH -> Order.Action.PUBLISH;
            case HOLD, OPEN -> throw new IllegalArgumentException("not for the trainer: action=" + action.key());
        };
    }

    private static LaneEvent event(LaneEvent.Kind kind, TrainingLane lane, String text, Map<String, String> details) {
        return new LaneEvent(
                kind,
                lane.learner().version(),
                lane.counts().examples(),
                lane.counts().lastTimeMs(),
                text,
                details);
    }

    /** Writes down an event that answers an order, with the version at which it took effect. */
    void log(LaneEvent event) throws Exception {
        String id = event.details().get(LaneEvent.ORDER);
        if (id == null || event.kind() == LaneEvent.Kind.ORDER_FAILED || event.kind() == LaneEvent.Kind.ORDER_WAITS) {
            return;
        }
        List<String> all = new ArrayList<>();
        taken.get().forEach(all::add);
        all.add(id + " " + event.kind().key() + " " + event.version());
        taken.update(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** What the readers are to be told now, if anything. */
    Optional<ControlRecord> word(TrainingLane lane) throws IOException {
        boolean known = Boolean.TRUE.equals(held.value());
        boolean wanted = lane.paused();
        if (wanted == known || (said != null && said == wanted)) {
            return Optional.empty();
        }
        said = wanted;
        long version = lane.learner().version();
        return Optional.of(ControlRecord.input(
                wanted,
                "trainer-" + version,
                wanted
                        ? lane.verdict().sentence() + " Rows wait from version " + version + " on."
                        : "Rows are learned."));
    }
}
