package dev.evenkeel.job;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import java.util.List;

/**
 * Small pipelines for tests: {@link DriftingRows} as CSV, a linear model, windows of 64 rows without a timeout. All snapshots are
 * kept, since the broker's compaction may take deleted ones out while a test still counts them.
 */
public final class TestPipelines {
    private static final String YAML = """
            name: drift
            kafka: {bootstrap: "localhost:9092"}
            examples: {format: csv, options: {delimiter: ",", header: "time,x0,x1,x2,color,y"}}
            schema:
              label: {field: "y", positive: "1", negative: "0"}
              numeric: [x0, x1, x2]
              categorical: [color]
              hash-bits: 10
            model: {task: binary, kind: linear}
            window: {type: count, size: 64, timeout: off}
            snapshots: {retain: 100000}
            """;

    private TestPipelines() {}

    /** The pipeline with overrides, each {@code path=value}. */
    public static PipelineSpec pipeline(String... sets) {
        return PipelineFile.parse(YAML, "test", List.of(sets), name -> null).spec();
    }
}
