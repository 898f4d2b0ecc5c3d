package dev.evenkeel.cli;

import dev.evenkeel.connectors.kafka.ControlRecord;
import java.io.IOException;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives an order to the running job. */
@CommandLine.Command(
        name = "control",
        description = "Give an order to the running job, and wait until it has taken effect.",
        footer = {
            "",
            "pause     learn no more: rows wait in the topic, checkpoints go on",
            "resume    learn again, after a pause or a halt",
            "rollback  return to the last good state, or to the last published one where none is kept",
            "publish   publish a snapshot now",
            "",
            "snapshot rollback returns to a published snapshot."
        })
final class ControlCommand extends Command {
    /** What can be ordered here. */
    private enum Action {
        PAUSE(ControlRecord.Action.PAUSE),
        RESUME(ControlRecord.Action.RESUME),
        ROLLBACK(ControlRecord.Action.ROLLBACK),
        PUBLISH(ControlRecord.Action.PUBLISH);

        private final ControlRecord.Action order;

        Action(ControlRecord.Action order) {
            this.order = order;
        }

        @Override
        public String toString() {
            return order.key();
        }
    }

    @Parameters(paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
    private Action action;

    @Mixin
    private OrderOptions options = new OrderOptions();

    @Override
    void run(Console console) throws IOException {
        options.give(options.spec(), action.order, OptionalLong.empty(), console);
    }
}
