package dev.evenkeel.job.start;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's entry point on a cluster: {@code --pipeline FILE [--set path=value]... [--fresh | --from-savepoint URI | --from-snapshot
 * latest|SEQUENCE]}. State that Flink has been given, by {@code flink run -s} or by what deploys the job, goes before the newest under
 * the pipeline's storage, and before these options: {@link ClusterStart}.
 */
public final class EvenkeelJob {
    private EvenkeelJob() {}

    /**
     * Submits the job.
     *
     * @throws IllegalArgumentException when the arguments or the pipeline are wrong
     * @throws IOException when the pipeline cannot start in its surroundings
     */
    public static void main(String[] arguments) throws Exception {
        Path file = null;
        List<String> sets = new ArrayList<>();
        StartFrom from = new StartFrom.Newest();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--pipeline" -> file = Path.of(value(arguments, ++i));
                case "--set" -> sets.add(value(arguments, ++i));
                case "--fresh" -> from = new StartFrom.Fresh();
                case "--from-savepoint" -> from = new StartFrom.Savepoint(value(arguments, ++i));
                case "--from-snapshot" -> from = StartFrom.Snapshot.parse(value(arguments, ++i));
                default ->
                    throw new IllegalArgumentException("unknown argument: argument=" + arguments[i]
                            + ", expected=--pipeline FILE [--set path=value]... [--fresh | --from-savepoint URI | --from-snapshot"
                            + " latest|SEQUENCE]");
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("must be given: --pipeline FILE");
        }
        PipelineSpec spec = PipelineFile.load(file, sets, System::getenv).spec();
        ReadableConfig cluster =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        JobStart start = JobStart.prepare(spec, ClusterStart.of(from, cluster, spec));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(start.configuration());
        start.build(environment);
        environment.execute(spec.name());
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException("needs a value: argument=" + arguments[index - 1]);
        }
        return arguments[index];
    }
}
