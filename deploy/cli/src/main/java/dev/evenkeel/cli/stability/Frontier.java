package dev.evenkeel.cli.stability;

import java.util.List;

/** The profiles under attack, and what each costs where there is none. The same seed gives the same figures. */
public final class Frontier {
    /** From the most careful on; off last. */
    public static final List<String> PROFILES = List.of("cautious", "balanced", "fast", "off");

    /** What is tried. */
    public static final List<Attack> ATTACKS = List.of(Attack.HASTE, Attack.FLIPS);

    private static final double RECOVERED = 1.05;
    private static final int SMOOTH = 500;
    private static final int STEP = 50;

    private final Experiment experiment;
    private final String profile;
    private final Run clean;

    /** Runs over the clean stream. */
    public Frontier(Experiment experiment, String profile) {
        this.experiment = experiment;
        this.profile = profile;
        clean = run(Attack.NONE);
    }

    private Run run(Attack attack) {
        return experiment.run(List.of("stability.profile=" + profile), attack);
    }

    /** Which profile. */
    public String profile() {
        return profile;
    }

    /** The mean loss over the clean stream. */
    public double cleanLoss() {
        return clean.mean(0, experiment.rows());
    }

    /** The loss over the clean stream's time. */
    public Curve cleanCurve() {
        return new Curve(clean);
    }

    /**
     * What an attack did; losses are by the labels as they were before it.
     *
     * @param from its first row
     * @param to the row after its last
     * @param worst the largest mean loss of {@value #SMOOTH} rows that overlap with the attack or begin within as many after it, over the same
     *     rows' on the clean stream; may not be finite
     * @param after the mean loss from its first row to the end of the stream over the same rows' on the clean stream; may not be finite
     * @param recovery rows after its end until the next {@value #SMOOTH} have a loss at most 5 % above that on the clean stream; -1 where that
     *     never is
     * @param refused steps
     * @param quarantined rows
     * @param rollbacks of training
     * @param halted whether training has given up
     * @param curve the loss over time
     */
    public record Outcome(
            int from,
            int to,
            double worst,
            double after,
            int recovery,
            long refused,
            long quarantined,
            long rollbacks,
            boolean halted,
            Curve curve) {}

    /** Runs over the attacked stream. */
    public Outcome attack(Attack attack) {
        Run run = run(attack);
        int rows = experiment.rows();
        int from = attack.begin(rows);
        int to = attack.end(rows);
        return new Outcome(
                from,
                to,
                worst(run, from, to),
                relative(run, from, rows),
                recovery(run, to),
                run.refused,
                run.quarantined,
                run.rollbacks,
                run.halted,
                new Curve(run));
    }

    private double relative(Run run, int from, int to) {
        return run.mean(from, to) / clean.mean(from, to);
    }

    private double worst(Run run, int from, int to) {
        double worst = 0;
        for (int at = from - SMOOTH + STEP; at <= to + SMOOTH && at + SMOOTH <= experiment.rows(); at += STEP) {
            worst = Math.max(worst, relative(run, Math.max(0, at), Math.max(0, at) + SMOOTH)); // NaN stays
        }
        return worst;
    }

    private int recovery(Run run, int to) {
        for (int at = to; at + SMOOTH <= experiment.rows(); at += STEP) {
            if (relative(run, at, at + SMOOTH) <= RECOVERED) {
                return at - to;
            }
        }
        return -1;
    }
}
