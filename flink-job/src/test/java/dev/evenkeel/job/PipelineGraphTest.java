package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.settings.FlinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State finds its way back by uid: whoever changes a list here breaks the state of every running pipeline. */
class PipelineGraphTest {
    private static final List<String> ALWAYS = List.of(
            "examples (Source: examples)",
            "decode (decode)",
            "window (window)",
            "control (Source: control)",
            "train (train)",
            "words (words: Writer)",
            "Sink Committer: words (words: Committer)",
            "metrics (metrics: Writer)",
            "Sink Committer: metrics (metrics: Committer)",
            "store (store)",
            "snapshots (snapshots: Writer)",
            "Sink Committer: snapshots (snapshots: Committer)",
            "reject (reject)",
            "reject-counts (reject-counts)",
            "rejects (rejects: Writer)",
            "Sink Committer: rejects (rejects: Committer)");

    @Test
    void operatorsOfACountPipelineKeepTheirUids() {
        assertThat(operators(TestPipelines.pipeline())).containsExactlyInAnyOrderElementsOf(ALWAYS);
    }

    @Test
    void operatorsOfAProcessingTimePipelineKeepTheirUids() {
        assertThat(operators(TestPipelines.pipeline("window={type: processing-time}")))
                .containsExactlyInAnyOrderElementsOf(ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "reject"})
    void operatorsOfAnEventTimePipelineKeepTheirUids(String late) {
        List<String> expected = new ArrayList<>(ALWAYS);
        expected.add("late (late)");

        assertThat(operators(TestPipelines.pipeline("window={type: event-time, late: " + late + "}")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theGuaranteeOfMetricsMayChangeBetweenRuns() {
        assertThat(operators(TestPipelines.pipeline("delivery.metrics=exactly-once")))
                .containsExactlyInAnyOrderElementsOf(ALWAYS);
    }

    @Test
    void decodingIsChainedToTheSourceWithOneInstanceEach() {
        StreamGraph graph = graph(TestPipelines.pipeline("parallelism=2"));
        StreamNode examples = node(graph, "examples");
        StreamNode decode = node(graph, "decode");

        assertThat(decode.getInEdges()).singleElement().satisfies(edge -> {
            assertThat(edge.getSourceId()).isEqualTo(examples.getId());
            assertThat(edge.getPartitioner().toString()).isEqualTo("FORWARD");
        });
        assertThat(List.of(examples.getParallelism(), decode.getParallelism())).containsExactly(2, 2);
    }

    @Test
    void aSingleLaneIsTrainedByOneInstance() {
        StreamGraph graph = graph(TestPipelines.pipeline("parallelism=2"));

        assertThat(node(graph, "window").getParallelism()).isEqualTo(1);
        assertThat(node(graph, "train").getParallelism()).isEqualTo(1);
        assertThat(node(graph, "control").getParallelism()).isEqualTo(1);
        assertThat(node(graph, "train").getInEdges())
                .hasSize(2)
                .allSatisfy(edge -> assertThat(edge.getPartitioner().toString()).isEqualTo("HASH"));
    }

    /** Kubernetes' autoscaler knows vertices by ids that come from uids: it may scale reading and decoding, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"window.type=count", "window={type: event-time, length: 1s, late: reject}"})
    void theAutoscalerLeavesAllButReadingAlone(String window) throws IOException {
        String manifest = Files.readString(Path.of("../deploy/kubernetes/base/flink-deployment.yaml"));
        Matcher setting =
                Pattern.compile("job.autoscaler.vertex.exclude.ids: (\\S+)").matcher(manifest);
        assertThat(setting.find()).isTrue();
        List<String> excluded = List.of(setting.group(1).split(";", -1));

        JobGraph job = graph(TestPipelines.pipeline(window, "predictions.enabled=true"))
                .getJobGraph();
        assertSoftly(softly -> {
            for (JobVertex vertex : job.getVertices()) {
                String id = vertex.getID().toHexString();
                softly.assertThat(excluded.contains(id))
                        .as("%s %s", id, vertex.getName())
                        .isEqualTo(!vertex.getName().startsWith("Source: examples"));
            }
        });
    }

    /** Each operator as {@code uid (name)}; building the job graph fails on a missing uid or a generic type. */
    private static List<String> operators(PipelineSpec spec) {
        StreamGraph graph = graph(spec);
        assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        return graph.getStreamNodes().stream()
                .map(node -> node.getTransformationUID() + " (" + node.getOperatorName() + ")")
                .toList();
    }

    private static StreamNode node(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
    }

    private static StreamGraph graph(PipelineSpec spec) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(spec));
        PipelineGraph.build(spec, new PipelineGraph.Facts(Map.of(), 1 << 20, Optional.empty()), environment);
        return environment.getStreamGraph();
    }
}
