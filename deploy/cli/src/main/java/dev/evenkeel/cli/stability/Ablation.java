package dev.evenkeel.cli.stability;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.model.learner.LearnerSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The guards of the balanced profile, off one at a time, under attack. The same seed gives the same figures. */
public final class Ablation {
    private static final double RATE = 1e-3;

    /** All on first, all off last. */
    public static final List<Guards> GUARDS = List.of(
            new Guards("all on"),
            new Guards("without input guard", "stability.input={absurd: off, bound: off}"),
            new Guards("without loss-gradient bound", "stability.clip.loss=off"),
            new Guards("without AGC", "stability.clip.agc=off"),
            new Guards("without update bound", "stability.clip.update=off"),
            new Guards("without rollback", "stability.rollback=off"),
            new Guards("all off", "stability.profile=off"));

    private final String text;
    private final String name;
    private final long seed;

    /**
     * An experiment with a network of 32 units under Adam.
     *
     * @param text of a pipeline file
     */
    public Ablation(String text, String name, long seed) {
        this.text = text;
        this.name = name;
        this.seed = seed;
    }

    /**
     * Which guards stand.
     *
     * @param name for tables
     * @param settings of the pipeline, over the balanced profile
     */
    public record Guards(String name, List<String> settings) {
        /** Copies the list. */
        public Guards {
            settings = List.copyOf(settings);
        }

        private Guards(String name, String... settings) {
            this(name, List.of(settings));
        }
    }

    /**
     * What an attack did.
     *
     * @param loss over the rows that were not attacked; after an attack that ends, over those from 2,000 rows, or a tenth of the stream
     *     where that is less, after its end on
     * @param relative that loss over the same rows' on the clean stream under the same settings; may not be finite
     * @param quarantined rows
     * @param refused steps
     * @param rollbacks of training
     */
    public record Outcome(double loss, double relative, long quarantined, long refused, long rollbacks) {
        /** The cell of a table: the change of the loss, and what the governor did. */
        public String cell() {
            String change = Double.isFinite(relative)
                    ? relative < 10
                            ? String.format(Locale.ROOT, "%+.1f %%", 100 * (relative - 1))
                            : String.format(Locale.ROOT, "× %.2g", relative)
                    : "not finite";
            return "%s (%d, %d, %d)".formatted(change, quarantined, refused, rollbacks);
        }
    }

    /** The pipeline with those guards. */
    public PipelineSpec pipeline(Guards guards, double rate) {
        List<String> sets = new ArrayList<>(List.of(
                "model.kind=network",
                "model.layers=[flatten, {type: dense, units: 32}, relu]",
                "update={rule: adam, learning-rate: " + rate + "}",
                "seed=" + seed,
                "stability.profile=balanced"));
        if (!text.contains("tensor:")) {
            sets.set(1, "model.layers=[{type: dense, units: 32}, relu]");
        }
        sets.addAll(guards.settings());
        return PipelineFile.parse(text, name, sets, variable -> null).spec();
    }

    /** The pipeline that reads the stream. */
    public PipelineSpec pipeline() {
        return pipeline(GUARDS.get(0), RATE);
    }

    /** Runs one cell of the table: the attacked stream and, for comparison, the clean one. */
    public Outcome run(Guards guards, Attack attack, RealStream clean) {
        RealStream attacked = clean.copy();
        BitSet left = attack.strike(attacked, seed);
        left.set(0, attack.settled(clean.rows()));
        LearnerSpec calm = pipeline(guards, RATE).learner();
        LearnerSpec hasty = pipeline(guards, RATE * Attack.RATE).learner();
        Trial.Outcome twin = new Trial(calm, hasty, left).run(clean, Attack.NONE);
        Trial.Outcome outcome = new Trial(calm, hasty, left).run(attacked, attack);
        return new Outcome(
                outcome.loss(),
                outcome.loss() / twin.loss(),
                outcome.quarantined(),
                outcome.refused(),
                outcome.rollbacks());
    }
}
