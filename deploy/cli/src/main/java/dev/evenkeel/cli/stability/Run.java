package dev.evenkeel.cli.stability;

import java.util.BitSet;

/** What came of one pass, test-then-train, over a stream. */
final class Run {
    /** Of each row as it was before the attack; NaN where it was not predicted, as after a halt. */
    final double[] losses;

    final BitSet predicted;
    /** Rows that the attack has changed. */
    final BitSet struck;
    /** By the input guard. */
    final long quarantined;
    /** Steps, not rows. */
    final long refused;

    final long rollbacks;
    final boolean halted;

    Run(Trial trial, BitSet struck) {
        this.struck = struck;
        losses = trial.losses;
        predicted = trial.predicted;
        quarantined = trial.quarantined();
        refused = trial.lane().counts().refusedBatches();
        rollbacks = trial.lane().counts().rollbacks();
        halted = trial.lane().paused();
    }

    /** The mean loss over rows {@code [from, to)} that were predicted and not left out; not finite where a prediction was not. */
    double mean(int from, int to, BitSet left) {
        double sum = 0;
        int count = 0;
        for (int r = from; r < to; r++) {
            if (predicted.get(r) && !left.get(r)) {
                sum += losses[r];
                count++;
            }
        }
        return sum / count;
    }

    /** The same over all rows. */
    double mean(int from, int to) {
        return mean(from, to, new BitSet());
    }
}
