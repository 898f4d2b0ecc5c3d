package dev.evenkeel.cli.stability;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.stability.StabilitySettings;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** One learner on a stream as it is, and on the same with some numbers poisoned. The same seeds give the same figures. */
public final class Poisoning {
    private final LearnerSpec learner;
    private final RealStream clean;
    private final Run undisturbed;

    private Poisoning(LearnerSpec learner, RealStream clean) {
        this.learner = learner;
        this.clean = clean;
        undisturbed = run(learner, clean, new BitSet());
    }

    /** The rows of a stream, decoded once for several learners. */
    public static final class Rows {
        private final RealStream stream;
        private final Schema schema;

        private Rows(RealStream stream, Schema schema) {
            this.stream = stream;
            this.schema = schema;
        }

        /**
         * Reads all of them.
         *
         * @throws IOException when they cannot be read or one is no example
         */
        public static Rows read(String name, RowReader reader, PipelineSpec spec) throws IOException {
            return new Rows(RealStream.read(name, reader, spec, Integer.MAX_VALUE), spec.schema());
        }

        /** How many. */
        public int count() {
            return stream.rows();
        }

        /** Names of the columns of numbers. */
        public List<String> columns() {
            return schema.numeric();
        }
    }

    /** Learns the clean stream. */
    public static Poisoning of(Rows rows, PipelineSpec spec) {
        return new Poisoning(spec.learner(), rows.stream);
    }

    /**
     * What it came to.
     *
     * @param relative loss over that on the clean stream, over the same rows, those not poisoned; may not be finite
     * @param quarantined rows
     * @param halted whether training has given up, so that the loss says nothing of later rows
     */
    public record Outcome(double relative, long quarantined, boolean halted) {
        /** The cell of a table. */
        public String cell() {
            return halted ? "halted" : Change.of(relative);
        }

        /** Whether it is worse than another: what is halted or not finite is worse than anything. */
        boolean worseThan(Outcome other) {
            return badness() > other.badness();
        }

        private double badness() {
            return halted || Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
        }
    }

    /**
     * The worst of all columns and seeds.
     *
     * @param columns of numbers
     * @param seeds from 1 on
     */
    public Outcome worst(Poison poison, int[] columns, int seeds) {
        Outcome worst = null;
        for (int column : poison.label() ? new int[1] : columns) {
            for (long seed = 1; seed <= (poison.seeded() ? seeds : 1); seed++) {
                Outcome outcome = run(poison, column, seed);
                worst = worst == null || outcome.worseThan(worst) ? outcome : worst;
            }
        }
        return worst;
    }

    /** What the guards cost where nothing is wrong: against the same learner without any. */
    public Outcome guards() {
        Run bare = run(learner.with(StabilitySettings.OFF), clean, new BitSet());
        return new Outcome(
                undisturbed.mean(0, clean.rows()) / bare.mean(0, clean.rows()),
                undisturbed.quarantined,
                undisturbed.halted);
    }

    private Outcome run(Poison poison, int column, long seed) {
        RealStream poisoned = clean.copy();
        BitSet struck = poison.strike(poisoned, column, seed);
        Run run = run(learner, poisoned, struck);
        int from = poison.from(clean.rows());
        int to = poison.to(clean.rows());
        return new Outcome(
                run.mean(from, to, struck) / undisturbed.mean(from, to, struck), run.quarantined, run.halted);
    }

    private Run run(LearnerSpec spec, RealStream stream, BitSet struck) {
        return new Run(new Trial(spec, spec, clean).learn(stream, Attack.NONE), struck);
    }
}
