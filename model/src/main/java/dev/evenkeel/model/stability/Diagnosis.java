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

    private static final double SHARE = 0.01;
    /** The share of rows with a bounded value, from which on a feature's scale is at fault. */
    private static final double BOUNDED = 0.4;

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
        layers.forEach(layer -> layer(layer, inside));
        units.forEach(layer -> activation(layer, inside));
        if (!explained
                && lane.state() != Verdict.State.STABLE
                && layers.stream().noneMatch(Diagnosis::overshoots)) {
            add(Subject.LABEL, "", "do not follow from the features as before, none of which is out of range");
        }
        findings.addAll(inside);
        if (atFault(watch.refusedLately(), REFUSED)) {
            add(Subject.MODEL, "", "refused %,d of the last %,d rows", watch.refusedLately(), watch.rowsLately());
        }
    }

    private void feature(int column) {
        String name = watch.schema.numeric().get(column);
        range(column, Subject.FEATURE, name);
        if (watch.unitChanges.lately(column) > 0) {
            add(Subject.FEATURE, name, "comes in another unit, %.3g times as large", watch.unitRatio(column));
        } else if (atFault(watch.bounded.lately(column), BOUNDED)) {
            add(
                    Subject.FEATURE,
                    name,
                    "larger than usual in %,d of the last %,d rows",
                    watch.bounded.lately(column),
                    watch.rowsLately());
        }
        if (watch.habits.lost(column)) {
            add(Subject.FEATURE, name, "missing in %.0f %% of rows", 100 * watch.habits.missing(column));
        } else if (watch.habits.constant(column)) {
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

    /** An update out of proportion to what is usual, or to the weights: not what labels or features do. */
    private static boolean overshoots(LayerHealth layer) {
        return layer.exploding() && layer.gradientGrowth() <= LayerTrack.HOT;
    }

    private void layer(LayerHealth layer, List<Finding> into) {
        LayerTrack track = watch.layers.get(layer.layer());
        if (layer.exploding()) {
            String what = track.gradientGrowth() >= track.updateGrowth()
                    ? String.format(Locale.ROOT, "gradient norm %.3g times its running mean", track.gradientGrowth())
                    : String.format(Locale.ROOT, "update %.3g times its running mean", track.updateGrowth());
            String clipped = layer.clipped() == 0
                    ? ""
                    : String.format(
                            Locale.ROOT, ", clipped in %d of %d sampled steps", layer.clipped(), layer.sampled());
            String since = String.format(Locale.ROOT, " since example %,d", layer.explodingSince());
            into.add(new Finding(Subject.LAYER, layer.layer(), "explodes: " + what + since + clipped));
        } else if (layer.vanishing()) {
            into.add(new Finding(
                    Subject.LAYER,
                    layer.layer(),
                    String.format(Locale.ROOT, "gradient vanishes: norm %.2g", layer.gradientNorm())));
        }
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
