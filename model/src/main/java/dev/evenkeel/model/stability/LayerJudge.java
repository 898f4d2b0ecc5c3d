package dev.evenkeel.model.stability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the layers of a network with each other. Stateless and thread-safe. */
final class LayerJudge {
    /** Powers of ten by which a gradient may be smaller than the output layer's. */
    private static final double FAINT = 4;

    private LayerJudge() {}

    /**
     * How each layer is.
     *
     * @param layers input side first, models of a mixture one after the other
     * @param weightNorms by layer, where its samples don't know
     */
    static List<LayerHealth> judge(Map<String, LayerTrack> layers, Map<String, Double> weightNorms) {
        Map<String, LayerTrack> lastOfModel = new HashMap<>();
        layers.forEach((name, track) -> lastOfModel.put(model(name), track));
        List<LayerHealth> health = new ArrayList<>();
        for (LayerTrack track : layers.values()) {
            LayerTrack output = lastOfModel.get(model(track.layer));
            boolean vanishing = track.knows() && track.faintness() < output.faintness() - FAINT;
            health.add(health(track, vanishing, weightNorms));
        }
        return health;
    }

    private static LayerHealth health(LayerTrack track, boolean vanishing, Map<String, Double> weightNorms) {
        LayerSample last = track.last();
        boolean network = !Double.isNaN(last.weightNorm());
        return new LayerHealth(
                track.layer,
                last.gradientNorm(),
                last.boundedNorm(),
                track.gradientGrowth(),
                last.updateNorm(),
                network ? last.weightNorm() : weightNorms.getOrDefault(track.layer, Double.NaN),
                network ? Math.log10(last.ratio()) : Double.NaN,
                last.updateNorm() / last.boundedNorm(),
                track.clipped(),
                track.remembered(),
                vanishing,
                track.exploding(),
                track.exploding() ? track.since() : -1);
    }

    /** The largest over the smallest relative update of a network's layers; that of the least even network. */
    static double evenness(Map<String, LayerTrack> layers) {
        Map<String, double[]> extremes = new HashMap<>();
        double evenness = Double.NaN;
        for (LayerTrack track : layers.values()) {
            if (Double.isNaN(track.last().weightNorm())) {
                continue;
            }
            double ratio = track.last().ratio();
            double[] range = extremes.get(model(track.layer));
            if (range == null) {
                extremes.put(model(track.layer), new double[] {ratio, ratio});
            } else {
                range[0] = Math.min(range[0], ratio);
                range[1] = Math.max(range[1], ratio);
                evenness = Double.isNaN(evenness) ? range[1] / range[0] : Math.max(evenness, range[1] / range[0]);
            }
        }
        return evenness;
    }

    private static String model(String layer) {
        int slash = layer.lastIndexOf('/');
        return slash < 0 ? "" : layer.substring(0, slash);
    }
}
