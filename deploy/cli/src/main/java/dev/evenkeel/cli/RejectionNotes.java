package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.RejectedRow;
import dev.evenkeel.cli.offline.Rejections;

/** Tells the user of rejected rows: how many, and why the first few. */
final class RejectionNotes {
    private RejectionNotes() {}

    static void say(Rejections rejections, Console console) {
        if (rejections.count() == 0) {
            return;
        }
        for (RejectedRow row : rejections.first()) {
            console.say("rejected: %s", row);
        }
        long more = rejections.count() - rejections.first().size();
        if (more > 0) {
            console.say("rejected: %,d more", more);
        }
    }
}
