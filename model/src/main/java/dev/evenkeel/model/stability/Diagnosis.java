package dev.evenkeel.model.stability;

import dev.evenkeel.model.stability.Finding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is wrong, and what it is most likely the cause of. Features come first, since what a layer does follows from them; labels are
 * suspected where a rollback has no other explanation. Immutable.
 */
final class Diagnosis {
    /** Rows out of range lately, from which on a feature is at fault. */
    private static final int ENOUGH = 8;

    private static final double SHARE = 0.004;
    /** The share of a block's rows with a bounded value, from which on a feature's scale is at fault. */
    private static final double BOUNDED = 0.4;

    /** Rows in blocks of unusual loss, from which on the labels are at fault: three such blocks, or two of which one is by far. */
    private static final int WORSE = 192;

    private static final double REFUSED = 0.05;
    private static final double DEAD = 0.95;
    /** Findings named in the sentence. */
    private static final int NAMED = 3;

    private final HealthWatch watch;
    private final Verdict lane;
    private final List<Finding> findings = new ArrayList<>();

    Diagnosis(HealthWatch watch, List<LayerHealth> layers, List<UnitHealth> units, Verdict lane) {
        this.watch = watch;
        this.lane = lane;
        int width = watch.schema.numeric().size();
        for (int j = 0; j < width; j++) {
            feature(j);
        }
        range(width, Subject.LABEL, "");
        range(width + 1, Subject.TOKENS, "");
        boolean explained = !findings.isEmpty();
        List<Finding> inside = new ArrayList<>();
        layers.stream().filter(LayerHealth::exploding).forEach(layer -> exploding(layer, inside));
        if (inside.isEmpty()) { // where layers explode, that others saturate follows from it
            vanishing(layers.stream().filter(LayerHealth::vanishing).toList(), inside);
        }
        units.forEach(layer -> activation(layer, inside));
        if (!explained
                && (worse() || lane.state() != Verdict.State.STABLE)
                && watch.layers.values().stream().noneMatch(LayerTrack::overshoots)) {
            add(Subject.LABEL, "", "does not follow from the features as before, none of which is out of range");
        }
        findings.addAll(inside);
        if (atFault(watch.refusedLately(), REFUSED)) {
            add(Subject.MODEL, "", "refused %,d of the last %,d rows", watch.refusedLately(), watch.rowsLately());
        }
    }

    /** Whether many rows were predicted worse than by a constant. */
    private boolean worse() {
        return watch.worseLately() >= WORSE;
    }

    private void feature(int column) {
        String name = watch.schema.numeric().get(column);
        range(column, Subject.FEATURE, name);
        if (watch.unitChanges.lately(column) > 0) {
            add(Subject.FEATURE, name, "comes in another unit, %.3g times as large", watch.unitRatio(column));
        } else if (watch.bounded.inABlock(column) >= BOUNDED * HealthWatch.BLOCK) {
            add(
                    Subject.FEATURE,
                    name,
                    "larger than usual in %,d of the last %,d rows",
                    watch.bounded.lately(column),
                    watch.rowsLately());
        }
        ColumnTrack habits = watch.habits.of(column);
        if (habits.grown() || habits.shrunk()) {
            String than = habits.grown() ? "much larger" : "much smaller";
            add(Subject.FEATURE, name, "%s than ever, up to %.3g", than, habits.largest());
        }
        if (habits.lost()) {
            add(Subject.FEATURE, name, "missing in %.0f %% of rows", 100 * habits.missing());
        } else if (habits.constant()) {
            add(Subject.FEATURE, name, "does not vary any more");
        }
    }

    private void range(int index, Subject subject, String name) {
        long rows = watch.quarantined.lately(index);
        if (atFault(rows, SHARE)) {
            add(subject, name, "out of range in %,d of the last %,d rows", rows, watch.rowsLately());
        }
    }

    private boolean atFault(long rows, double share) {
        return rows >= ENOUGH && rows >= share * watch.rowsLately();
    }

    /** The explosion by its last step; where that was calm again, or large only beside the weights, by how often it was not. */
    private static String explosion(LayerTrack track) {
        double gradient = track.gradientGrowth();
        double update = track.updateGrowth();
        if (!(Math.max(gradient, update) > LayerTrack.HOT)) {
            return String.format(
                    Locale.ROOT, "out of proportion in %d of %d sampled steps", track.hotSteps(), track.remembered());
        }
        return gradient >= update
                ? String.format(Locale.ROOT, "gradient norm %.3g times its running mean", gradient)
                : String.format(Locale.ROOT, "update %.3g times its running mean", update);
    }

    private void exploding(LayerHealth layer, List<Finding> into) {
        LayerTrack track = watch.layers.get(layer.layer());
        String what = explosion(track);
        String clipped = layer.clipped() == 0
                ? ""
                : String.format(Locale.ROOT, ", clipped in %d of %d sampled steps", layer.clipped(), layer.sampled());
        String since = String.format(Locale.ROOT, " since example %,d", layer.explodingSince());
        into.add(new Finding(Subject.LAYER, layer.layer(), "explodes: " + what + since + clipped));
    }

    /** Layers nearer to the input than one that vanishes mostly vanish too: the first stands for all. */
    private static void vanishing(List<LayerHealth> layers, List<Finding> into) {
        if (layers.isEmpty()) {
            return;
        }
        LayerHealth first = layers.get(0);
        String others = layers.size() == 1 ? "" : String.format(Locale.ROOT, ", as in %d others", layers.size() - 1);
        String text = String.format(Locale.ROOT, "gradient vanishes: norm %.2g%s", first.gradientNorm(), others);
        into.add(new Finding(Subject.LAYER, first.layer(), text));
    }

    private static void activation(UnitHealth units, List<Finding> into) {
        if (units.dead() >= DEAD) {
            into.add(new Finding(
                    Subject.LAYER,
                    units.layer(),
                    String.format(Locale.ROOT, "has %.0f %% dead units", 100 * units.dead())));
        }
    }

    private void add(Subject subject, String name, String format, Object... figures) {
        findings.add(new Finding(subject, name, String.format(Locale.ROOT, format, figures)));
    }

    List<Finding> findings() {
        return findings;
    }

    Verdict verdict() {
        if (findings.isEmpty()) {
            return lane;
        }
        String evidence = findings.stream().limit(NAMED).map(Finding::toString).collect(Collectors.joining("; "));
        if (findings.size() > NAMED) {
            evidence += String.format(Locale.ROOT, "; and %d more", findings.size() - NAMED);
        }
        return lane.state() == Verdict.State.STABLE
                ? new Verdict(Verdict.State.DEGRADED, "Something is wrong: " + evidence + ".")
                : new Verdict(lane.state(), lane.sentence().replaceFirst("\\.$", "") + "; " + evidence + ".");
    }
}
