package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.AdamHyperparameters;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A JVM with neither ND4J nor the Vector API. */
class BareMachineIT {
    /** Learns and prints what multiplied, then what asking for the others answers. */
    static final class Bare {
        private Bare() {}

        @SuppressWarnings("SystemOut") // the parent process reads it
        public static void main(String[] args) {
            NetworkLearner learner = new NetworkLearner(spec(GemmChoice.AUTO));
            LearnerContract.learn(learner, LearnerContract.stream(Task.BINARY, 64, 1), 0, 64);
            byte[] gemm = LearnerContract.saved(learner).bytes("provenance/gemm");
            System.out.println(new String(gemm, StandardCharsets.UTF_8));
            for (GemmChoice choice : List.of(GemmChoice.VECTOR, GemmChoice.ND4J)) {
                try {
                    new NetworkLearner(spec(choice));
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    static LearnerSpec spec(GemmChoice choice) {
        return new LearnerSpec(
                LearnerContract.schema(Task.BINARY),
                ModelKind.NETWORK,
                LossKind.LOGISTIC,
                AdamHyperparameters.DEFAULT,
                List.of(),
                8,
                1,
                choice);
    }

    @Test
    void learnsWithPlainLoopsAndSaysWhatIsMissing() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("nd4j") && !entry.contains("bytedeco"))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "-cp", classPath, Bare.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().toList())
                .as(output)
                .contains("plain")
                .contains("not available: gemm=vector, missing=the JVM's option --add-modules jdk.incubator.vector")
                .anyMatch(line -> line.startsWith("not available: gemm=nd4j, missing=org.bytedeco:openblas"));
        assertThat(process.exitValue()).isZero();
    }
}
