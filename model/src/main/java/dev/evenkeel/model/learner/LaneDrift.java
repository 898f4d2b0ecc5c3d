package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftAlarm;
import dev.evenkeel.model.drift.DriftMonitor;
import dev.evenkeel.model.drift.DriftSettings;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a lane's stream for drift, and answers alarms. Alarms are told at once; answers wait for the end of a block of rows, which
 * is counted from the stream's beginning, so that what is learned does not depend on windows. Not thread-safe.
 */
final class LaneDrift {
    /** Rows of a block, at least. */
    static final int BLOCK = 128;

    private static final String STATE = "lane/drift";

    private final LearnerSpec spec;
    private final DriftSettings settings;
    private final DriftMonitor monitor;
    private final int block;
    private long examples;
    /** The share of the past that counts when the block ends; 1 unless there was an alarm. */
    private double kept = 1;

    private boolean alarmed;

    LaneDrift(LearnerSpec spec, int microBatch) {
        this.spec = spec;
        settings = spec.drift();
        monitor = new DriftMonitor(settings, spec.schema().numeric(), spec.seed());
        boolean answers = settings.actions().stream().anyMatch(action -> action != DriftAction.REPORT);
        block = answers && !monitor.idle() ? (BLOCK + microBatch - 1) / microBatch * microBatch : Integer.MAX_VALUE;
    }

    /** Rows until the block ends; whole micro-batches, but at the end of the stream. */
    int room() {
        return block - (int) (examples % block);
    }

    /**
     * Rows {@code [from, to)}, at most {@link #room()} of them, were predicted. Rows that cannot be meant say nothing of the stream,
     * and the loss of rows without weight nothing of the model.
     *
     * @param predictions of the rows, from 0 on
     */
    void observe(
            MiniBatch batch,
            int from,
            int to,
            Predictions predictions,
            BitSet quarantined,
            Consumer<DriftAlarm> listener) {
        if (monitor.idle()) {
            return;
        }
        int outputs = predictions.outputs();
        for (int r = from; r < to; r++) {
            examples++;
            float label = batch.labels()[r];
            if (!quarantined.get(r)) {
                boolean scored = batch.weights()[r] > 0 && spec.loss().takes(label);
                double loss = scored
                        ? spec.loss().value(predictions.scores(), (r - from) * outputs, outputs, label)
                        : Double.NaN;
                monitor.add(loss, batch, r, examples, alarm -> {
                    listener.accept(alarm);
                    if (alarm.callsForAction()) {
                        alarmed = true;
                        kept *= alarm.kept();
                    }
                });
            }
        }
    }

    /** What is to be done now: nothing within a block, or when there was no alarm in it. */
    Set<DriftAction> due() {
        return alarmed && block != Integer.MAX_VALUE && examples % block == 0 ? settings.actions() : Set.of();
    }

    /** Does what a learner can do of what is due, and begins anew. */
    void answer(Learner learner) {
        for (DriftAction action : due()) {
            switch (action) {
                case RAISE_STEP -> learner.raise(settings.stepFactor(), settings.stepExamples());
                case REANCHOR -> learner.reanchor(kept);
                case FORGET_INPUTS -> learner.forgetInputs(kept);
                case RECYCLE -> learner.recycle();
                case REPORT, ROLL_BACK -> {}
            }
        }
        alarmed = false;
        kept = 1;
    }

    /** Alarms so far, by signal. */
    Map<String, Long> alarms() {
        return monitor.alarms();
    }

    void save(NamedTensors into) {
        monitor.save(into);
        into.put(STATE, new double[] {examples, kept, alarmed ? 1 : 0}, 3);
    }

    /** Takes what {@link #save} put; a lane that was not watched is watched from here on. */
    void load(NamedTensors from) {
        if (from.contains(STATE)) {
            monitor.load(from);
            double[] state = from.doubles(STATE, 3);
            examples = (long) state[0];
            kept = state[1];
            alarmed = state[2] == 1;
        }
    }
}
