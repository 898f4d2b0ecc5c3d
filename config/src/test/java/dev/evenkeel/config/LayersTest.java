package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.TensorInput;
import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.Padding;
import dev.evenkeel.model.learner.Learners;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
    private static final String IMAGES = """
            name: digits
            kafka: {bootstrap: "localhost:9092"}
            examples: {format: csv}
            schema:
              label: {field: digit, classes: [0, 1, 2]}
              tensor: {image: {fields: p0..p63, shape: [8, 8, 1], offset: 8, scale: 8}}
            model:
              task: multiclass
              kind: network
              layers:
            """;

    private static PipelineSpec images(String... layers) {
        return Fixture.parse(text(layers)).spec();
    }

    private static String text(String... layers) {
        return IMAGES + "    - " + String.join("\n    - ", layers) + "\n";
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("dense", "{type: dense, units: 5}", new LayerSpec.Dense(5)),
                Arguments.of(
                        "dense",
                        "{type: dense, units: 5, init: orthogonal}",
                        new LayerSpec.Dense(5, Initialization.ORTHOGONAL)),
                Arguments.of(
                        "image",
                        "{type: convolution, filters: 4}",
                        new LayerSpec.Convolution(4, 3, 1, Padding.SAME, Initialization.AUTO)),
                Arguments.of(
                        "image",
                        "{type: convolution, filters: 4, kernel: 5, stride: 2, padding: valid, init: sparse}",
                        new LayerSpec.Convolution(4, 5, 2, Padding.VALID, Initialization.SPARSE)),
                Arguments.of("image", "pooling", new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, Padding.VALID)),
                Arguments.of(
                        "image",
                        "{type: pooling, kind: average, size: 3, stride: 1, padding: same}",
                        new LayerSpec.Pooling(LayerSpec.Reduction.AVERAGE, 3, 1, Padding.SAME)),
                Arguments.of("global", "global-pooling", new LayerSpec.GlobalPooling(LayerSpec.Reduction.AVERAGE)),
                Arguments.of(
                        "dense",
                        "{type: residual, layers: [{type: residual, layers: [tanh]}]}",
                        new LayerSpec.Residual(List.of(new LayerSpec.Residual(List.of(new LayerSpec.Tanh()))))),
                Arguments.of(
                        "dense",
                        "{type: weight-norm, layer: {type: dense, units: 3}}",
                        new LayerSpec.WeightNorm(new LayerSpec.Dense(3))),
                Arguments.of("dense", "dropout", new LayerSpec.Dropout(0.1)),
                Arguments.of("dense", "{type: leaky-relu, slope: 0.2}", new LayerSpec.LeakyRelu(0.2)),
                Arguments.of("dense", "relu", new LayerSpec.Relu()),
                Arguments.of("dense", "gelu", new LayerSpec.Gelu()),
                Arguments.of("dense", "silu", new LayerSpec.Silu()),
                Arguments.of("dense", "softplus", new LayerSpec.Softplus()),
                Arguments.of("dense", "tanh", new LayerSpec.Tanh()),
                Arguments.of("dense", "sigmoid", new LayerSpec.Sigmoid()),
                Arguments.of("dense", "batch-norm", new LayerSpec.BatchNorm(0.999)),
                Arguments.of(
                        "image",
                        "{type: batch-renorm, decay: 0.99, r-max: 2}",
                        new LayerSpec.BatchRenorm(0.99, 2, 5, 5000)),
                Arguments.of("dense", "layer-norm", new LayerSpec.LayerNorm()),
                Arguments.of("dense", "rms-norm", new LayerSpec.RmsNorm()),
                Arguments.of("image", "instance-norm", new LayerSpec.InstanceNorm()),
                Arguments.of("dense", "{type: group-norm, groups: 4}", new LayerSpec.GroupNorm(4)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerIsReachableAndComesBackFromPrint(String place, String layer, LayerSpec expected) {
        PipelineSpec spec = switch (place) {
            case "dense" -> images("flatten", layer);
            case "image" -> images(layer, "flatten");
            default -> images(layer);
        };
        assertThat(spec.learner().layers()).contains(expected);
        assertThat(Fixture.parse(spec.toYaml()).spec()).isEqualTo(spec);
        assertThat(Learners.create(spec.learner()).parameterCount()).isPositive();
    }

    @Test
    void aTensorsFieldsAreNumericColumnsInOrder() {
        PipelineSpec spec = images("flatten");
        assertThat(spec.schema().numeric()).hasSize(64).startsWith("p0", "p1").endsWith("p63");
        assertThat(spec.schema().tensor()).contains(new TensorInput(List.of(8, 8, 1), 8, 8));
        PipelineSpec named = Fixture.parse(
                        text("flatten"),
                        "schema.tensor.image.fields=b, a0..a1, c08..c10",
                        "schema.tensor.image.shape=[6]")
                .spec();
        assertThat(named.schema().numeric()).containsExactly("b", "a0", "a1", "c08", "c09", "c10");
    }

    @Test
    void aProjectionMakesFeaturesOfATensor() {
        String dense = text("{type: dense, units: 4}");
        for (String type : List.of("online-pca", "sparse-random")) {
            String set = "schema.projection={type: " + type + ", dimensions: 10}";
            assertThat(Learners.create(Fixture.parse(dense, set, "update=adam")
                                    .spec()
                                    .learner())
                            .parameterCount())
                    .isEqualTo(10 * 4 + 4 + 4 * 3 + 3);
        }
        assertThat(mistakes(dense, "schema.projection={type: online-pca, dimensions: 65}"))
                .containsExactly(
                        "--set schema.projection.dimensions=65: must not be above the number of numeric columns;"
                                + " write at most 64");
    }

    @Test
    void embeddingsOfTokensHaveTheWidthOfTheFirstLayer() {
        PipelineSpec spec = Fixture.minimal(
                "schema.text=[note]",
                "model.kind=network",
                "update=adam",
                "model.layers=[{type: embedding, width: 20}, {type: dense, units: 4}]");
        assertThat(Learners.create(spec.learner()).parameterCount()).isEqualTo((20L << 16) + (2 + 20) * 4 + 4 + 4 + 1);
    }

    @Test
    void theStepIsLargerWhereBatchesAreNormalized() {
        assertThat(images("flatten", "layer-norm").learner().step()).isEqualTo(8);
        assertThat(images("flatten", "{type: residual, layers: [batch-renorm]}")
                        .learner()
                        .step())
                .isEqualTo(16);
        assertThat(Fixture.parse(text("flatten", "batch-norm"), "window.step=4")
                        .spec()
                        .learner()
                        .step())
                .isEqualTo(4);
    }

    static Stream<Arguments> wrongLayers() {
        return Stream.of(
                Arguments.of(
                        text("{type: convolution, filters: 4}", "{type: dense, units: 3}"),
                        "bank.yaml:12: model.layers[1]: takes the shape [features], not [8, 8, 4]; put flatten or"
                                + " global-pooling before it"),
                Arguments.of(
                        text("flatten", "relu", "{type: convolution, filters: 4}"),
                        "bank.yaml:13: model.layers[2]: takes the shape [height, width, channels] or [length,"
                                + " channels], not [64]"),
                Arguments.of(
                        text("pooling", "{type: convolution, filters: 4, kernel: 5, padding: valid}"),
                        "bank.yaml:12: model.layers[1]: has the kernel [5, 5], too large for the shape [4, 4, 1]"),
                Arguments.of(
                        text("{type: convolution, filters: 4}"),
                        "bank.yaml:11: model.layers[0]: gives the shape [8, 8, 4], but the output layer takes"
                                + " [features]; put flatten or global-pooling after it"),
                Arguments.of(
                        text("flatten", "{type: residual, layers: [relu, {type: dense, units: 3}]}"),
                        "bank.yaml:12: model.layers[1]: must give the shape it takes, [64], not [3]"),
                Arguments.of(
                        text("flatten", "{type: residual, layers: [relu, pooling]}"),
                        "bank.yaml:12: model.layers[1].layers[1]=pooling: takes the shape [height, width, channels] or"
                                + " [length, channels], not [64]"),
                Arguments.of(
                        text("{type: group-norm, groups: 2}", "flatten"),
                        "bank.yaml:11: model.layers[0]: must divide the channels of the shape [8, 8, 1] into equal"
                                + " groups, not 2"),
                Arguments.of(
                        text("flatten", "instance-norm"),
                        "bank.yaml:12: model.layers[1]=instance-norm: takes the shape [height, width, channels] or"
                                + " [length, channels], not [64]"),
                Arguments.of(
                        text("{type: embedding, width: 4}", "flatten"),
                        "bank.yaml:11: model.layers[0]: needs tokens, but the schema has none"),
                Arguments.of(
                        text("flatten", "{type: embedding, width: 4}"),
                        "bank.yaml:12: model.layers[1]: must be the first of the layers, before which there are"
                                + " tokens"),
                Arguments.of(
                        text("flatten", "{type: weight-norm, layer: relu}"),
                        "bank.yaml:12: model.layers[1].layer=relu: must be dense or convolution"),
                Arguments.of(
                        text("flatten", "{type: weight-norm, layer: {type: dense, units: 2, init: zero}}"),
                        "bank.yaml:12: model.layers[1].layer: must not start with weights of zero"),
                Arguments.of(
                        text("flatten", "{type: residual, layers: []}"),
                        "bank.yaml:12: model.layers[1].layers: must name at least one"));
    }

    @ParameterizedTest
    @MethodSource("wrongLayers")
    void aLayerThatDoesNotFitIsNamedWithItsLine(String text, String message) {
        assertThat(mistakes(text)).containsExactly(message);
    }

    @Test
    void aTensorIsTheOnlyFeatureAndFillsItsShape() {
        assertThat(mistakes(text("flatten").replace("  tensor:", "  numeric: [x]\n  tensor:")))
                .containsExactly("bank.yaml:7: schema.tensor: must be the only feature; leave out schema.numeric,"
                        + " schema.categorical and schema.text");
        assertThat(mistakes(text("flatten").replace("[8, 8, 1]", "[8, 7, 1]")))
                .containsExactly("bank.yaml:6: schema.tensor.image.shape: must have as many places as there are"
                        + " fields, 64, not 56");
        assertThat(mistakes(text("flatten").replace("p0..p63", "p0..q63")))
                .containsExactly("bank.yaml:6: schema.tensor.image.fields=p0..q63: must be names of columns and ranges"
                        + " of them, joined by commas, such as p0..p63; write e.g. p0..p63");
        assertThat(mistakes(text("flatten").replace("scale: 8", "scale: 0")))
                .containsExactly("bank.yaml:6: schema.tensor.image.scale=0: must be finite and not 0");
        assertThat(mistakes(text("flatten").replace("{image:", "{other: {fields: a, shape: [1]}, image:")))
                .containsExactly("bank.yaml:6: schema.tensor: must be one at most; put all its columns in one tensor");
        assertThat(mistakes(text("flatten"), "schema.standardize=on"))
                .containsExactly("--set schema.standardize=on: is not for a network's tensor; write auto, and set the"
                        + " tensor's offset and scale");
        assertThat(mistakes(MINIMAL, "schema.tensor=x"))
                .containsExactly("--set schema.tensor: must hold keys and values; write e.g. {name: {…}}");
    }
}
