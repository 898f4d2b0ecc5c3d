package dev.evenkeel.dashboard.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Machines of a plant, and whether they fail: rows of which four in five can be told from their features. From one row on a sensor is
 * broken for a while, from another on, for a while
 * too, what made machines fail keeps them alive.
 */
final class PlantRows {
    static final String PIPELINE = """
            name: plant
            examples: {format: csv, options: {header: "speed,load,temperature,pressure,site,fails"}}
            schema:
              label: {field: fails, positive: "yes"}
              numeric: [speed, load, temperature, pressure]
              categorical: [site]
            model: {task: binary, kind: linear}
            update: nag
            """;

    private static final List<String> SITES = List.of("north", "east", "south", "west");

    private final Random random = new Random(8);
    private final long poisonedFrom;
    private final long poisonedTo;
    private final long driftedFrom;
    private final long driftedTo;
    private long number;

    PlantRows(long poisonedFrom, long poisonedTo, long driftedFrom, long driftedTo) {
        this.poisonedFrom = poisonedFrom;
        this.poisonedTo = poisonedTo;
        this.driftedFrom = driftedFrom;
        this.driftedTo = driftedTo;
    }

    long number() {
        return number;
    }

    byte[] next() {
        double speed = random.nextGaussian();
        double load = Math.exp(random.nextGaussian());
        double temperature = Math.sin(number / 500.0) + random.nextGaussian() / 2;
        double pressure = random.nextGaussian();
        int site = random.nextInt(SITES.size());
        double score = 1.5 * speed + 0.8 * Math.log(load) + 1.2 * temperature - 0.7 * pressure + site - 1.5;
        boolean fails = 1 / (1 + Math.exp(-2 * score)) > random.nextDouble();
        boolean broken = number >= poisonedFrom && number < poisonedTo && number % 3 == 0;
        boolean drifted = number >= driftedFrom && number < driftedTo;
        String row = String.format(
                Locale.ROOT,
                "%.3f,%.3f,%.3f,%.3f,%s,%s",
                1_500 + 200 * speed,
                load,
                broken ? 8e6 * (1 + temperature * temperature) : 60 + 8 * temperature,
                10 + pressure,
                SITES.get(site),
                fails != drifted ? "yes" : "no");
        number++;
        return row.getBytes(StandardCharsets.UTF_8);
    }
}
