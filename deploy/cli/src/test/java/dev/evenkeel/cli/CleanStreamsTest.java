package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.stability.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict on real streams that nobody has attacked. */
final class CleanStreamsTest {
    private static final Path PIPELINES = Path.of("..", "..", "config", "pipelines");
    private static final int BATCH = 512;

    @Test
    void aRealStreamIsNeverSaidToBeDegraded() throws IOException {
        assertThat(alarms(DataSet.BANK, 45_211)).isEmpty();
    }

    /** A million rows in all. Bank comes once: from its end, where half say yes, to its beginning it breaks, and the verdict says so. */
    @ParameterizedTest
    @Tag("soak")
    @CsvSource({"bank, 45211", "signals, 480000", "digits, 480000"})
    void noRealStreamIsEverSaidToBeDegraded(String name, int rows) throws IOException {
        List<String> alarms;
        try {
            alarms = alarms(DataSet.named(name), rows);
        } catch (EnvironmentException e) {
            assumeThat(e).as("the package that brings %s", name).isNull();
            return;
        }
        assertThat(alarms).isEmpty();
    }

    private static List<String> alarms(DataSet data, int rows) throws IOException {
        List<String> settings =
                List.of("model.kind=linear", "model.layers=[]", "update.rule=nag", "stability.profile=balanced");
        PipelineSpec spec = PipelineFile.load(PIPELINES.resolve(data + ".yaml"), settings, variable -> null)
                .spec();
        TrainingLane lane = new TrainingLane(Learners.create(spec.learner()), new EvaluationSettings(500, 0.999));
        List<String> alarms = new ArrayList<>();
        for (int learned = 0; learned < rows; ) {
            learned += learn(data, rows - learned, spec, lane, alarms);
        }
        return alarms;
    }

    private static int learn(DataSet data, int most, PipelineSpec spec, TrainingLane lane, List<String> alarms)
            throws IOException {
        int width = spec.schema().numeric().size();
        String format = spec.examples().format().key();
        Example row = new Example(width);
        MiniBatch.Builder batch = new MiniBatch.Builder(width, BATCH);
        int learned = 0;
        try (RowReader rows = RowReader.read(
                data.toString(), data.open(), format, spec.examples().options())) {
            Decoder decoder = Formats.decoder(format, rows.options(), spec.schema());
            while (learned < most && rows.next()) {
                decoder.decode(rows.bytes(), rows.from(), rows.to(), row);
                batch.add(row.origin(0, rows.index()));
                learned++;
                if (learned % BATCH == 0) {
                    lane.learn(batch.build());
                    batch = new MiniBatch.Builder(width, BATCH);
                    Verdict verdict = lane.verdict();
                    if (verdict.state() != Verdict.State.STABLE) {
                        alarms.add("row " + lane.report().rows() + ": " + verdict.sentence());
                    }
                }
            }
        } catch (DecodeException e) {
            throw new IOException("must be an example: " + e.getMessage(), e);
        }
        lane.learn(batch.build());
        return learned;
    }
}
