package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TensorInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Random examples that something can be learned from. Equal seeds give equal data. */
final class Data {
    private Data() {}

    static Schema schema(Topology topology) {
        Schema rows = schema(topology.inputs, topology.outputs, Schema.DEFAULT_HASH_BITS);
        if (!topology.images()) {
            return rows;
        }
        TensorInput image = new TensorInput(List.of(topology.side(), topology.side(), 1), 0, 1);
        return new Schema(
                rows.task(),
                rows.label(),
                rows.numeric(),
                rows.categorical(),
                rows.text(),
                rows.missing(),
                rows.weight(),
                rows.time(),
                rows.hashBits(),
                Optional.of(image),
                rows.crosses());
    }

    static Schema schema(int numeric, int outputs, int hashBits) {
        List<String> columns = names("n", numeric);
        return new Schema(
                outputs == 1 ? Task.BINARY : Task.MULTICLASS,
                outputs == 1 ? LabelSpec.binary("y", "1") : LabelSpec.classes("y", names("k", outputs)),
                columns,
                List.of(),
                numeric == 0 ? List.of("t") : List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                hashBits);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Batches of normal numbers; the class is the largest of the first numbers, or the first one's sign. */
    static List<MiniBatch> numbers(int batches, int rows, int width, int outputs) {
        Random random = new Random(1);
        List<MiniBatch> all = new ArrayList<>();
        for (int b = 0; b < batches; b++) {
            MiniBatch.Builder builder = new MiniBatch.Builder(width, rows);
            Example row = new Example(width);
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < width; j++) {
                    row.numeric()[j] = (float) random.nextGaussian();
                }
                builder.add(row.label(label(row.numeric(), outputs)));
            }
            all.add(builder.build());
        }
        return all;
    }

    private static int label(float[] numbers, int outputs) {
        int best = 0;
        for (int k = 1; k < outputs; k++) {
            best = numbers[k] > numbers[best] ? k : best;
        }
        return outputs == 1 ? numbers[0] > 0 ? 1 : 0 : best;
    }

    /** One batch of rows of tokens with values of one, hashes uniform; a row's label is the parity of its first. */
    static MiniBatch tokens(int rows, int perRow) {
        Random random = new Random(1);
        MiniBatch.Builder builder = new MiniBatch.Builder(0, rows);
        Example row = new Example(0);
        for (int r = 0; r < rows; r++) {
            row.clear();
            for (int t = 0; t < perRow; t++) {
                row.addToken(0, random.nextInt(), 1);
            }
            builder.add(row.label(row.tokens()[0] & 1));
        }
        return builder.build();
    }
}
