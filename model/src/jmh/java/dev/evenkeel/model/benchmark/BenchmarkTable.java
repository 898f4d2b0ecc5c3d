package dev.evenkeel.model.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks, each in a JVM of its own with one thread, and prints what they gave as a Markdown table. */
public final class BenchmarkTable {
    private static final String NETWORK = "NetworkBenchmark";

    private final Collection<RunResult> results;

    private BenchmarkTable(Collection<RunResult> results) {
        this.results = results;
    }

    /**
     * Runs and prints.
     *
     * @param args a regular expression: which benchmarks
     */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(args[0])
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .jvmArgsAppend("--add-modules=jdk.incubator.vector", "-Xms2g", "-Xmx2g")
                        .build())
                .run();
        System.out.println(String.join(System.lineSeparator(), new BenchmarkTable(results).lines()));
    }

    private List<String> lines() {
        double peak = score("PeakBenchmark.fusedMultiplyAdd", "", "") * PeakBenchmark.FLOPS / 1e9;
        List<String> lines = new ArrayList<>();
        lines.add("| step | Evenkeel, examples/s | Deeplearning4j | SameDiff | × | × | GFLOP/s | of peak | B/step |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (Topology t : Topology.values()) {
            double own = score(NETWORK + ".evenkeel", "topology", t.name()) * t.batch;
            if (Double.isNaN(own)) {
                continue;
            }
            double deeplearning4j = score(NETWORK + ".deeplearning4j", "topology", t.name()) * t.batch;
            double sameDiff = score(NETWORK + ".sameDiff", "topology", t.name()) * t.batch;
            double speed = own * t.flops() / 1e9;
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.0f %% | %.0f |",
                    t.label,
                    own,
                    deeplearning4j,
                    sameDiff,
                    own / deeplearning4j,
                    own / sameDiff,
                    speed,
                    100 * speed / peak,
                    allocated(NETWORK + ".evenkeel", t.name())));
        }
        for (String bits : List.of("18", "24")) {
            double own = score("LinearBenchmark.nag", "hashBits", bits) * LinearBenchmark.ROWS;
            if (Double.isNaN(own)) {
                continue;
            }
            lines.add(String.format(
                    Locale.ROOT, "| linear, NAG, 40 features, 2^%s entries | %,.0f | | | | | | | |", bits, own));
        }
        if (lines.size() == 2) {
            lines.clear();
        }
        costs(lines);
        if (!Double.isNaN(peak)) {
            lines.add(String.format(Locale.ROOT, "Fused multiply-add peak of one core: %.0f GFLOP/s.", peak));
        }
        return lines;
    }

    /**
     * By how much the guards and the report slow learning down: the median of the iterations of all processes, and the quarters around it.
     * Processes differ, by where the two learners happen to lie in memory.
     */
    private void costs(List<String> lines) {
        for (RunResult run : results) {
            if (!run.getSecondaryResults().containsKey("bareNanos")) {
                continue;
            }
            double[] percents = run.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .map(IterationResult::getSecondaryResults)
                    .mapToDouble(time -> 100
                            * (time.get("dearNanos").getScore()
                                            / time.get("bareNanos").getScore()
                                    - 1))
                    .sorted()
                    .toArray();
            String name = run.getParams().getBenchmark();
            String step = run.getParams().getParam("step");
            lines.add(String.format(
                    Locale.ROOT,
                    "Cost, %s%s: %.1f %% (half of %d between %.1f and %.1f %%).",
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    step == null ? "" : ", step of " + step,
                    percents[percents.length / 2],
                    percents.length,
                    percents[percents.length / 4],
                    percents[percents.length * 3 / 4]));
        }
    }

    /** Operations a second; NaN where it was not run. */
    private double score(String benchmark, String parameter, String value) {
        return results.stream()
                .filter(run -> run.getParams().getBenchmark().endsWith(benchmark))
                .filter(run ->
                        parameter.isEmpty() || value.equals(run.getParams().getParam(parameter)))
                .mapToDouble(run -> run.getPrimaryResult().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private double allocated(String benchmark, String topology) {
        return results.stream()
                .filter(run -> run.getParams().getBenchmark().endsWith(benchmark))
                .filter(run -> topology.equals(run.getParams().getParam("topology")))
                .map(run -> run.getSecondaryResults().entrySet().stream()
                        .filter(e -> e.getKey().endsWith("gc.alloc.rate.norm"))
                        .map(e -> (Result<?>) e.getValue())
                        .findFirst()
                        .orElseThrow())
                .mapToDouble(Result::getScore)
                .findFirst()
                .orElse(Double.NaN);
    }
}
