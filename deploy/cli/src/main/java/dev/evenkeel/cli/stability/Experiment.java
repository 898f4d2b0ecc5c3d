package dev.evenkeel.cli.stability;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A stream, and the network of 32 units under Adam that learns it, with the guards one wants and under attack. The same seed gives the same
 * figures.
 */
public final class Experiment {
    private static final double RATE = 1e-3;

    private final String text;
    private final String name;
    private final long seed;
    private final RealStream clean;

    private Experiment(String text, String name, long seed, RealStream clean) {
        this.text = text;
        this.name = name;
        this.seed = seed;
        this.clean = clean;
    }

    /**
     * An experiment on the first rows of a stream, over and over where it has fewer.
     *
     * @param text of the stream's pipeline file
     * @throws IOException when the rows cannot be read or are no examples
     */
    public static Experiment read(String text, String name, long seed, InputStream bytes, int rows) throws IOException {
        PipelineSpec spec = pipeline(text, name, seed, List.of(), RATE);
        return new Experiment(text, name, seed, RealStream.read(name, bytes, spec, rows));
    }

    private static PipelineSpec pipeline(String text, String name, long seed, List<String> settings, double rate) {
        String layers = "{type: dense, units: 32}, relu]";
        List<String> sets = new ArrayList<>(List.of(
                "model.kind=network",
                "model.layers=[" + (text.contains("tensor:") ? "flatten, " : "") + layers,
                "update={rule: adam, learning-rate: " + rate + "}",
                "seed=" + seed));
        sets.addAll(settings);
        return PipelineFile.parse(text, name, sets, variable -> null).spec();
    }

    /** The stream's name. */
    public String name() {
        return name;
    }

    /** How many rows it has. */
    public int rows() {
        return clean.rows();
    }

    /** Runs over the stream as the attack leaves it, with those settings of the guards. */
    Run run(List<String> settings, Attack attack) {
        RealStream attacked = clean.copy();
        BitSet struck = attack.strike(attacked, seed);
        Trial trial = new Trial(
                pipeline(text, name, seed, settings, RATE).learner(),
                pipeline(text, name, seed, settings, RATE * attack.haste()).learner(),
                clean);
        return new Run(trial.learn(attacked, attack), struck);
    }
}
