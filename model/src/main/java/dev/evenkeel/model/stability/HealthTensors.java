package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How what is kept by name becomes tensors: names as lines of text, numbers beside them.
 *
 * @param path what the tensors' names begin with
 */
record HealthTensors(String path) {
    void saveLayers(Map<String, LayerTrack> layers, NamedTensors into) {
        saveNames("layers", layers.keySet(), into);
        double[] states = new double[layers.size() * LayerTrack.LENGTH];
        int at = 0;
        for (LayerTrack track : layers.values()) {
            System.arraycopy(track.state(), 0, states, at, LayerTrack.LENGTH);
            at += LayerTrack.LENGTH;
        }
        into.put(path + "layers/state", states, layers.size(), LayerTrack.LENGTH);
    }

    void loadLayers(Map<String, LayerTrack> layers, NamedTensors from) {
        layers.clear();
        double[] states = from.doubles(path + "layers/state");
        int at = 0;
        for (String name : loadNames("layers", from)) {
            layers.computeIfAbsent(name, LayerTrack::new).restore(states, at);
            at += LayerTrack.LENGTH;
        }
    }

    void saveActivations(Map<String, UnitTrack> activations, NamedTensors into) {
        saveNames("activations", activations.keySet(), into);
        double[] states = new double[activations.size() * UnitTrack.LENGTH];
        ByteArrayOutputStream alive = new ByteArrayOutputStream();
        int at = 0;
        for (UnitTrack track : activations.values()) {
            System.arraycopy(track.state(), 0, states, at, UnitTrack.LENGTH);
            alive.writeBytes(track.alive());
            at += UnitTrack.LENGTH;
        }
        into.put(path + "activations/state", states, activations.size(), UnitTrack.LENGTH);
        into.put(path + "activations/alive", alive.toByteArray(), alive.size());
    }

    void loadActivations(Map<String, UnitTrack> activations, NamedTensors from) {
        activations.clear();
        double[] states = from.doubles(path + "activations/state");
        byte[] alive = from.bytes(path + "activations/alive");
        int at = 0;
        int unitsAt = 0;
        for (String name : loadNames("activations", from)) {
            UnitTrack track = new UnitTrack();
            track.restore(states, at, alive, unitsAt);
            activations.put(name, track);
            at += UnitTrack.LENGTH;
            unitsAt += track.alive().length;
        }
    }

    void saveCounts(String name, Map<String, Long> counts, NamedTensors into) {
        saveNames(name, counts.keySet(), into);
        long[] values = counts.values().stream().mapToLong(Long::longValue).toArray();
        into.put(path + name + "/counts", values, values.length);
    }

    Map<String, Long> loadCounts(String name, NamedTensors from) {
        Map<String, Long> counts = new TreeMap<>();
        long[] values = from.longs(path + name + "/counts");
        int i = 0;
        for (String key : loadNames(name, from)) {
            counts.put(key, values[i++]);
        }
        return counts;
    }

    private void saveNames(String name, Collection<String> names, NamedTensors into) {
        byte[] text = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
        into.put(path + name + "/names", text, text.length);
    }

    private String[] loadNames(String name, NamedTensors from) {
        String text = new String(from.bytes(path + name + "/names"), StandardCharsets.UTF_8);
        return text.isEmpty() ? new String[0] : text.split("\n", -1);
    }
}
