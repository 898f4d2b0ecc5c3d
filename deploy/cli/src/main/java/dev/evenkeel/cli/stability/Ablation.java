package dev.evenkeel.cli.stability;

import java.util.List;
import java.util.stream.Stream;

/** The guards of the balanced profile, off one at a time, under attack. The same seed gives the same figures. */
public final class Ablation {
    /** What is tried. */
    public static final List<Attack> ATTACKS = List.of(Attack.POISON, Attack.FLIPS, Attack.BOMB);

    /** All on first, all off last. */
    public static final List<Guards> GUARDS = List.of(
            new Guards("all on"),
            new Guards("without input guard", "stability.input={absurd: off, bound: off}"),
            new Guards("without loss-gradient bound", "stability.clip.loss=off"),
            new Guards("without AGC", "stability.clip.agc=off"),
            new Guards("without update bound", "stability.clip.update=off"),
            new Guards("without rollback", "stability.rollback=off"),
            new Guards("all off", "stability.profile=off"));

    private final Experiment experiment;
    private final Guards guards;
    private final Run clean;

    /** Runs over the clean stream. */
    public Ablation(Experiment experiment, Guards guards) {
        this.experiment = experiment;
        this.guards = guards;
        clean = experiment.run(guards.settings(), Attack.NONE);
    }

    /**
     * Which guards stand.
     *
     * @param name for tables
     * @param settings of the pipeline
     */
    public record Guards(String name, List<String> settings) {
        /** Copies the list. */
        public Guards {
            settings = List.copyOf(settings);
        }

        private Guards(String name, String... changes) {
            this(
                    name,
                    Stream.concat(Stream.of("stability.profile=balanced"), Stream.of(changes))
                            .toList());
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
            return "%s (%d, %d, %d)".formatted(Change.of(relative), quarantined, refused, rollbacks);
        }
    }

    /** Runs one cell of the table. */
    public Outcome run(Attack attack) {
        Run run = experiment.run(guards.settings(), attack);
        int rows = experiment.rows();
        int from = attack.settled(rows);
        double loss = run.mean(from, rows, run.struck);
        return new Outcome(
                loss, loss / clean.mean(from, rows, run.struck), run.quarantined, run.refused, run.rollbacks);
    }
}
