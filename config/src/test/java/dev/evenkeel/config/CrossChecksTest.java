package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.config.spec.WindowSpec;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrossChecksTest {
    /** A change of the shortest file, and what is said of it. */
    static Stream<Arguments> wrongChanges() {
        return Stream.of(
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nrejects: {originals: true, hash-values: true}",
                        "bank.yaml:8: rejects.originals=true: does not go with rejects.hash-values, which takes the"
                                + " originals out; leave out one of the two"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nrejects: {hash-secret: hunter2}",
                        "bank.yaml:8: rejects.hash-secret=******: is only for rejects.hash-values; leave it out, or set"
                                + " rejects.hash-values: true"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: linear}\nupdate: lamb",
                        "bank.yaml:8: update.rule=lamb: is no rule for a linear model; write auto or nag"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: mlp}\nupdate: {rule: nag}",
                        "bank.yaml:8: update.rule=nag: is no rule for a network model; write auto or adam"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, balance]\n  standardize: off",
                        "bank.yaml:7: schema.standardize=off: does not go with update.rule=auto, some of whose learners need"
                                + " numbers of one scale; write auto, or update.rule: nag, which does not"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nupdate: nag\nstability: {noise: {sgld: 1}}",
                        "bank.yaml:9: stability.noise: does not go with update.rule=nag; leave it out, or write another rule"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nupdate: nag\nstability: {clip: {agc: 1}}",
                        "bank.yaml:9: stability.clip.agc=1: is only for networks, since a linear model has no layer but the"
                                + " output; leave it out, or write off"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: linear}\nstability: {trust-ratio: 2}",
                        "bank.yaml:8: stability.trust-ratio=2: is only for networks, since a linear model has no layer but"
                                + " the output; leave it out, or write off"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nupdate: coin\nstability: {normalize: global-l2}",
                        "bank.yaml:9: stability.normalize=global-l2: does not go with update.rule=coin, which bets by the"
                                + " sizes of gradients; leave it out, or write another rule"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\ndrift: {watch: [loss, weight]}",
                        "bank.yaml:8: drift.watch[1]=weight: must be loss or a column of schema.numeric; write loss or a"
                                + " column's name"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\ndrift: {on-alarm: recycle}",
                        "bank.yaml:8: drift.on-alarm=recycle: needs model.plasticity.recycle to recycle units; set"
                                + " model.plasticity: {recycle: redo}"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nstability: {rollback: off}\ndrift: {on-alarm: roll-back}",
                        "bank.yaml:9: drift.on-alarm=roll-back: needs stability.rollback to roll back; set"
                                + " stability.profile: balanced, or stability.rollback: 5"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nsnapshots: {gate: {against: baseline, metric: rmse}}",
                        "bank.yaml:8: snapshots.gate.metric=rmse: does not measure this task; write log-loss, brier,"
                                + " accuracy or kappa"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nsnapshots: {gate: {against: no-change, metric: brier}}",
                        "bank.yaml:8: snapshots.gate.metric=brier: repeating the last label gives labels, no"
                                + " probabilities; write metric: accuracy, or against: baseline"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: linear, plasticity: {l2-init: 0.1}}",
                        "bank.yaml:7: model.plasticity: is only for networks; leave it out, or set model.kind: mlp"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: mlp, plasticity: {shrink: 0.1}}\nupdate: schedule-free",
                        "bank.yaml:7: model.plasticity: does not go with update.rule=schedule-free, which keeps weights of"
                                + " its own; leave it out, or write another rule"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nupdate: {rule: coin, l1: 1}",
                        "bank.yaml:8: update.l1=1: does not go with update.rule=coin; leave it out, or write another rule"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: mlp}\nupdate: {rule: sgd, intercept-learning-rate: 0.01}",
                        "bank.yaml:8: update.intercept-learning-rate=0.01: is only for linear models; leave it out, or"
                                + " set model.kind: linear"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nupdate: {rule: schedule-free, average: polyak}",
                        "bank.yaml:8: update.average=polyak: does not go with update.rule=schedule-free; leave it out,"
                                + " or write another rule"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, loss: squared}",
                        "bank.yaml:7: model.loss.type=squared: does not fit model.task=binary; write auto or logistic"),
                Arguments.of(
                        "label: y\n  numeric: [age, balance]\nmodel: {task: binary}",
                        "label: {field: y, classes: [a, b]}\n  numeric: [age, balance]\nmodel: {task: multiclass, loss:"
                                + " {type: softmax, label-smoothing: 0.1}}",
                        "bank.yaml:7: model.loss.label-smoothing=0.1: is only for networks; leave it out, or set"
                                + " model.kind: mlp"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "categorical: [job]\n  crosses: [[job, age]]",
                        "bank.yaml:7: schema.crosses[0][1]=age: must be a column of schema.categorical or"
                                + " schema.text; add it there"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "categorical: [job]\n  crosses: [[job]]",
                        "bank.yaml:7: schema.crosses[0]: must name two or more different columns; write e.g. [job,"
                                + " month]"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, balance]\n  projection: {type: online-pca, dimensions: 3}",
                        "bank.yaml:7: schema.projection.dimensions=3: must not be above the number of numeric columns;"
                                + " write at most 2"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: mlp, layers: [relu]}",
                        "bank.yaml:7: model.layers: is only for model.kind=network; leave it out, or set that kind"),
                Arguments.of(
                        "{task: binary}",
                        "{task: multiclass}",
                        "bank.yaml:5: schema.label.classes: must name at least two; list all values of the label"),
                Arguments.of(
                        "label: y",
                        "label: {field: y, classes: [a, b]}",
                        "bank.yaml:5: schema.label.classes: does not fit model.task=binary; leave it out, or set"
                                + " model.task: multiclass"),
                Arguments.of(
                        "label: y",
                        "label: {field: y, negative: \"no\"}",
                        "bank.yaml:5: schema.label.negative=no: needs a positive value; name it, too"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "ignore: [age, balance]",
                        "bank.yaml:4: schema: names no feature; name columns under schema.numeric,"
                                + " schema.categorical or schema.text"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, y]",
                        "bank.yaml:6: schema.numeric[1]=y: is a column that has a role already: schema.label.field;"
                                + " keep one of the two"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, balance]\n  categorical:\n    - job\n    - age",
                        "bank.yaml:9: schema.categorical[1]=age: is a column that has a role already:"
                                + " schema.numeric[0]; keep one of the two"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, balance]\n  weight: age",
                        "bank.yaml:6: schema.numeric[0]=age: is a column that has a role already: schema.weight;"
                                + " keep one of the two"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: [age, balance]\n  hash-bits: 31",
                        "bank.yaml:7: schema.hash-bits=31: must be an integer in [1, 30]; write e.g. 18"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nwindow: {size: 4, step: 8}",
                        "bank.yaml:8: window.step=8: must not be above the window's 4 rows; write auto or a smaller"
                                + " number"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nmetrics: {topic: bank.examples}",
                        "bank.yaml:8: metrics.topic=bank.examples: is the topic of examples.topic; write another"
                                + " topic"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\nparallelism: 129",
                        "bank.yaml:8: parallelism=129: must not be above max-parallelism=128; lower it, or raise"
                                + " max-parallelism before the first start"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\ndelivery: {transaction-timeout: 1m}",
                        "bank.yaml:8: delivery.transaction-timeout=1m: must be at least three times"
                                + " checkpoint.every=5s and a minute; write e.g. 75s"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary}\ncheckpoint: {every: 10m}",
                        "bank.yaml:8: delivery.transaction-timeout: must be at least three times"
                                + " checkpoint.every=10m and a minute; write e.g. 31m"));
    }

    @ParameterizedTest
    @MethodSource("wrongChanges")
    void settingsThatDoNotFitEachOtherAreNamed(String from, String to, String message) {
        assertThat(mistakes(MINIMAL.replace(from, to))).containsExactly(message);
    }

    @Test
    void positiveValueIsOnlyForBinaryTasks() {
        assertThat(mistakes(MINIMAL, "model.task=regression", "schema.label.positive=a", "schema.label.negative=b"))
                .containsExactly(
                        "--set schema.label.positive=a: does not fit model.task=regression; leave it out, or set"
                                + " model.task: binary",
                        "--set schema.label.negative=b: does not fit model.task=regression; leave it out, or set"
                                + " model.task: binary");
    }

    @Test
    void openFormatsNeedNoColumns() {
        assertThat(Fixture.parse(MINIMAL.replace("csv", "vw").replace("  numeric: [age, balance]\n", ""))
                        .spec()
                        .columns()
                        .hasFeatures())
                .isFalse();
    }

    @Test
    void recordsMadeByHandAreCheckedToo() {
        assertThatThrownBy(() -> new WindowSpec.Count(0, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an integer in [1, 1048576]: size=0");
        assertThatThrownBy(() -> new WindowSpec.Count(1, null, Optional.empty()))
                .hasMessage("must not be null: timeout=null");
    }
}
