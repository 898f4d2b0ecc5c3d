package dev.evenkeel.job;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * Rows of {@link TestPipelines} whose first number says the label, with one label in ten the wrong way round, and all of them in a
 * burst of poison. Each row is a function of its number.
 *
 * @param poisonFrom the burst's first row
 * @param poisonTo the row after its last
 */
record SignRows(long poisonFrom, long poisonTo) {
    /** Without a burst. */
    static final SignRows CLEAN = new SignRows(0, 0);

    byte[] csv(long number) {
        Random random = new Random(9_973L * number + 1);
        double x = random.nextGaussian();
        boolean wrong = random.nextInt(10) == 0 ^ (number >= poisonFrom && number < poisonTo);
        return String.format(
                        Locale.ROOT, "%d,%.4f,0.5,0.25,red,%d", DriftingRows.timeMs(number), x, x > 0 ^ wrong ? 1 : 0)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Rows {@code [from, to)} as the pipeline decodes them, read from partition 0. */
    MiniBatch batch(PipelineSpec spec, long from, long to) throws DecodeException {
        Decoder decoder =
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), spec.schema());
        MiniBatch.Builder batch = new MiniBatch.Builder(spec.schema().numeric().size(), 64);
        Example example = new Example(spec.schema().numeric().size());
        for (long number = from; number < to; number++) {
            decoder.decode(csv(number), example);
            batch.add(example.timeMs(DriftingRows.timeMs(number)).origin(0, number));
        }
        return batch.build();
    }
}
