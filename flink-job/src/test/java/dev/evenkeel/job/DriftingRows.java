package dev.evenkeel.job;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A logistic stream whose weights turn slowly, as CSV: {@code time,x0,x1,x2,color,y}. Each row is a function of the seed and its
 * number, and one second of event time long.
 */
public record DriftingRows(long seed) {
    /** The time of row 0: 2020-01-01T00:00:00Z. */
    public static final long START_MS = 1_577_836_800_000L;

    private static final String[] COLORS = {"red", "green", "blue"};

    /** Event time of a row. */
    public static long timeMs(long number) {
        return START_MS + 1_000 * number;
    }

    /** A row without line end. */
    public byte[] csv(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        double angle = number / 5_000.0;
        double x0 = random.nextDouble() * 2 - 1;
        double x1 = random.nextDouble() * 2 - 1;
        double x2 = random.nextDouble() * 2 - 1;
        int color = random.nextInt(COLORS.length);
        double score = 3 * (Math.cos(angle) * x0 + Math.sin(angle) * x1) + x2 + color - 1;
        int label = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
        return String.format(Locale.ROOT, "%d,%.4f,%.4f,%.4f,%s,%d", timeMs(number), x0, x1, x2, COLORS[color], label)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Row {@code number} as the pipeline decodes it, read from partition 0 at that offset. */
    public Example example(PipelineSpec spec, long number) {
        Decoder decoder =
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), spec.schema());
        Example example = new Example(spec.schema().numeric().size());
        try {
            decoder.decode(csv(number), example);
        } catch (DecodeException e) {
            throw new IllegalArgumentException(e);
        }
        return example.timeMs(timeMs(number)).origin(0, number);
    }

    /** Rows {@code [from, to)} as one batch. */
    public MiniBatch batch(PipelineSpec spec, long from, long to) {
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), 64);
        for (long number = from; number < to; number++) {
            batch.add(example(spec, number));
        }
        return batch.build();
    }
}
