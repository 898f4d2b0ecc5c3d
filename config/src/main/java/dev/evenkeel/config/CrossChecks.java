package dev.evenkeel.config;

import dev.evenkeel.config.spec.ColumnsSpec;
import dev.evenkeel.config.spec.DriftSpec;
import dev.evenkeel.config.spec.ExamplesSpec;
import dev.evenkeel.config.spec.GateSpec;
import dev.evenkeel.config.spec.HiddenLayer;
import dev.evenkeel.config.spec.Limit;
import dev.evenkeel.config.spec.LossSpec;
import dev.evenkeel.config.spec.ModelChoice;
import dev.evenkeel.config.spec.ModelSpec;
import dev.evenkeel.config.spec.NoiseSpec;
import dev.evenkeel.config.spec.ProjectionSpec;
import dev.evenkeel.config.spec.SnapshotsSpec;
import dev.evenkeel.config.spec.StabilitySpec;
import dev.evenkeel.config.spec.StandardizeSpec;
import dev.evenkeel.config.spec.UpdateSpec;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.drift.DriftSettings;
import dev.evenkeel.model.evaluation.GateMetric;
import dev.evenkeel.model.layer.LayerShapeException;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.plasticity.PlasticitySettings;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.update.AutoHyperparameters;
import dev.evenkeel.model.update.CoinHyperparameters;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What sections of a pipeline demand of each other. Checks what it can where some sections are missing. */
final class CrossChecks {
    private final Parts parts;
    private final Report report;

    /** Takes what is wrong. */
    interface Report {
        /**
         * A mistake.
         *
         * @param keys the setting that is wrong, then others that have a share in it
         */
        void mistake(List<String> keys, String message, String remedy);
    }

    private CrossChecks(Parts parts, Report report) {
        this.parts = parts;
        this.report = report;
    }

    /** Reports every mistake between the parts. */
    static void check(Parts parts, Report report) {
        CrossChecks checks = new CrossChecks(parts, report);
        checks.features();
        checks.roles();
        checks.tensor();
        checks.label();
        checks.model();
        checks.layers();
        checks.plasticity();
        checks.drift();
        checks.window();
        checks.gate();
        JobChecks.check(parts, report);
    }

    private void features() {
        Optional<ColumnsSpec> columns = parts.find("schema", ColumnsSpec.class);
        Optional<ExamplesSpec> examples = parts.find("examples", ExamplesSpec.class);
        if (columns.isEmpty() || examples.isEmpty()) {
            return;
        }
        if (examples.get().format().hasColumns() && !columns.get().hasFeatures()) {
            report.mistake(
                    List.of("schema"),
                    "names no feature",
                    "name columns under schema.numeric, schema.categorical or schema.text");
        }
    }

    private void roles() {
        ColumnsSpec columns = parts.find("schema", ColumnsSpec.class).orElse(null);
        if (columns == null) {
            return;
        }
        Map<String, String> seen = new HashMap<>();
        role(seen, "schema.label.field", columns.label().field());
        columns.weight().ifPresent(weight -> role(seen, "schema.weight", weight));
        roles(seen, "schema.numeric", columns.numeric());
        roles(seen, "schema.categorical", columns.categorical());
        roles(seen, "schema.text", columns.text());
        columns.tensor()
                .forEach((name, tensor) -> tensor.fields()
                        .names()
                        .forEach(field -> role(seen, "schema.tensor." + name + ".fields", field)));
        roles(seen, "schema.ignore", columns.ignore());
        crosses(columns);
        int numbers = columns.numbers().size();
        if (columns.projection() instanceof ProjectionSpec.OnlinePca pca && pca.dimensions() > numbers) {
            report.mistake(
                    List.of("schema.projection.dimensions", "schema.projection"),
                    "must not be above the number of numeric columns",
                    "write at most " + numbers);
        }
    }

    private void crosses(ColumnsSpec columns) {
        for (int i = 0; i < columns.crosses().size(); i++) {
            List<String> cross = columns.crosses().get(i);
            String key = "schema.crosses[" + i + "]";
            if (cross.size() < 2 || new HashSet<>(cross).size() < cross.size()) {
                report.mistake(List.of(key), "must name two or more different columns", "write e.g. [job, month]");
            }
            for (int c = 0; c < cross.size(); c++) {
                String column = cross.get(c);
                if (!columns.categorical().contains(column) && !columns.text().contains(column)) {
                    report.mistake(
                            List.of(key + "[" + c + "]"),
                            "must be a column of schema.categorical or schema.text",
                            "add it there");
                }
            }
        }
    }

    private void roles(Map<String, String> seen, String key, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            role(seen, key + "[" + i + "]", columns.get(i));
        }
    }

    private void role(Map<String, String> seen, String key, String column) {
        String first = seen.putIfAbsent(column, key);
        if (first != null) {
            report.mistake(List.of(key), "is a column that has a role already: " + first, "keep one of the two");
        }
    }

    private void tensor() {
        ColumnsSpec columns = parts.find("schema", ColumnsSpec.class).orElse(null);
        if (columns == null || columns.tensor().isEmpty()) {
            return;
        }
        if (columns.tensor().size() > 1) {
            report.mistake(List.of("schema.tensor"), "must be one at most", "put all its columns in one tensor");
        }
        boolean others = !columns.numeric().isEmpty()
                || !columns.categorical().isEmpty()
                || !columns.text().isEmpty();
        if (others) {
            report.mistake(
                    List.of("schema.tensor"),
                    "must be the only feature",
                    "leave out schema.numeric, schema.categorical and schema.text");
        }
        ModelKind kind = kind().orElse(ModelKind.LINEAR);
        boolean asked = columns.standardize() instanceof StandardizeSpec.On
                || columns.standardize() instanceof StandardizeSpec.Forget;
        if (kind != ModelKind.LINEAR && asked) {
            report.mistake(
                    List.of("schema.standardize"),
                    "is not for a network's tensor",
                    "write auto, and set the tensor's offset and scale");
        }
    }

    /** Whether the layers' shapes fit; what is wrong with the schema has been said before. */
    private void layers() {
        ColumnsSpec columns = parts.find("schema", ColumnsSpec.class).orElse(null);
        ModelSpec model = parts.find("model", ModelSpec.class).orElse(null);
        if (columns == null || model == null || model.kind() != ModelChoice.NETWORK) {
            return;
        }
        Schema schema;
        try {
            schema = columns.toSchema(model.task());
        } catch (IllegalArgumentException e) {
            return;
        }
        try {
            Learners.requireShapes(
                    schema,
                    columns.standardize()
                            .toInput(
                                    ModelKind.NETWORK,
                                    AutoHyperparameters.DEFAULT,
                                    columns.projection().toProjection()),
                    model.layers().stream().map(HiddenLayer::toLayer).toList());
        } catch (LayerShapeException e) {
            report.mistake(List.of("model." + e.place()), e.problem(), "");
        }
    }

    private void label() {
        ColumnsSpec columns = parts.find("schema", ColumnsSpec.class).orElse(null);
        Task task = parts.find("model", ModelSpec.class).map(ModelSpec::task).orElse(null);
        if (columns == null || task == null) {
            return;
        }
        int classes = columns.label().classes().size();
        if (task == Task.MULTICLASS && classes < 2) {
            report.mistake(List.of("schema.label.classes"), "must name at least two", "list all values of the label");
        }
        if (task != Task.MULTICLASS && classes > 0) {
            report.mistake(
                    List.of("schema.label.classes"),
                    "does not fit model.task=" + task.key(),
                    "leave it out, or set model.task: multiclass");
        }
        if (task != Task.BINARY && !columns.label().positive().isEmpty()) {
            onlyBinary("schema.label.positive", task);
        }
        if (task != Task.BINARY && !columns.label().negative().isEmpty()) {
            onlyBinary("schema.label.negative", task);
        }
        if (columns.label().positive().isEmpty() && !columns.label().negative().isEmpty()) {
            report.mistake(List.of("schema.label.negative"), "needs schema.label.positive", "name that value, too");
        }
    }

    private void onlyBinary(String key, Task task) {
        report.mistake(
                List.of(key), "does not fit model.task=" + task.key(), "leave it out, or set model.task: binary");
    }

    private void model() {
        ModelSpec model = parts.find("model", ModelSpec.class).orElse(null);
        if (model == null) {
            return;
        }
        Loss loss = model.loss().toLoss(model.task());
        if (loss.kind().task() != model.task()) {
            report.mistake(
                    List.of("model.loss.type", "model.loss"),
                    "does not fit model.task=" + model.task().key(),
                    "write auto or " + LossKind.defaultFor(model.task()).key());
        }
        if (!model.layers().isEmpty() && model.kind() != ModelChoice.NETWORK) {
            report.mistake(List.of("model.layers"), "is only for model.kind=network", "leave it out, or set that kind");
        }
        ModelKind kind = kind().orElse(ModelKind.NETWORK);
        if (kind != ModelKind.NETWORK
                && model.loss() instanceof LossSpec.Softmax softmax
                && softmax.labelSmoothing() > 0) {
            report.mistake(
                    List.of("model.loss.label-smoothing"),
                    "is only for networks",
                    "leave it out, or set model.kind: mlp");
        }
        parts.find("update", UpdateSpec.class).ifPresent(update -> update(update, kind));
        if (kind == ModelKind.LINEAR) {
            parts.find("stability", StabilitySpec.class).ifPresent(this::guards);
        }
    }

    /** Guards that a linear model, one layer from the numbers to the scores, has no use for. */
    private void guards(StabilitySpec stability) {
        Map<String, Limit> idle = new LinkedHashMap<>();
        idle.put("stability.clip.agc", stability.clip().agc());
        idle.put("stability.trust-ratio", stability.trustRatio());
        idle.values().removeIf(limit -> !limit.set() || limit.value().isEmpty());
        idle.forEach((key, limit) -> report.mistake(
                List.of(key, "model.kind"),
                "is only for networks, since a linear model has no layer but the output",
                "leave it out, or write off"));
    }

    private void update(UpdateSpec update, ModelKind kind) {
        if (update.settings() instanceof CoinHyperparameters
                && parts.find("stability", StabilitySpec.class)
                        .filter(stability -> stability.normalize() != Normalization.NONE)
                        .isPresent()) {
            report.mistake(
                    List.of("stability.normalize", "update.rule"),
                    "does not go with update.rule=coin, which bets by the sizes of gradients",
                    "leave it out, or write another rule");
        }
        if (!LearnerSpec.fits(update.settings(), kind)) {
            report.mistake(
                    List.of("update.rule", "model.kind"),
                    "is no rule for a " + kind.key() + " model",
                    kind == ModelKind.LINEAR ? "write auto or nag" : "write auto or adam");
        }
        StandardizeSpec standardize = parts.find("schema", ColumnsSpec.class)
                .map(ColumnsSpec::standardize)
                .orElse(new StandardizeSpec.Auto());
        if (update.settings() instanceof AutoHyperparameters
                && kind != ModelKind.NETWORK
                && standardize instanceof StandardizeSpec.Off) {
            report.mistake(
                    List.of("schema.standardize", "update.rule"),
                    "does not go with update.rule=auto, some of whose learners need numbers of one scale",
                    "write auto, or update.rule: nag, which does not");
        }
        if (kind == ModelKind.NETWORK
                && update.options().interceptLearningRate().isPresent()) {
            report.mistake(
                    List.of("update.intercept-learning-rate"),
                    "is only for linear models",
                    "leave it out, or set model.kind: linear");
        }
        if (parts.find("stability", StabilitySpec.class)
                        .map(StabilitySpec::noise)
                        .filter(noise -> !(noise instanceof NoiseSpec.None))
                        .isPresent()
                && !update.settings().options().contains("noise")) {
            report.mistake(
                    List.of("stability.noise", "update.rule"),
                    "does not go with update.rule=" + update.settings().rule(),
                    "leave it out, or write another rule");
        }
        Set<String> unfit = update.options().toOptions().set();
        unfit.removeAll(update.settings().options());
        unfit.forEach(option -> report.mistake(
                List.of("update." + option, "update.rule"),
                "does not go with update.rule=" + update.settings().rule(),
                "leave it out, or write another rule"));
    }

    /** The family of models; empty where model or update are not sound. */
    private Optional<ModelKind> kind() {
        Optional<ModelSpec> model = parts.find("model", ModelSpec.class);
        Optional<UpdateSpec> update = parts.find("update", UpdateSpec.class);
        return model.isPresent() && update.isPresent()
                ? Optional.of(model.get().kind().kind(update.get().settings()))
                : Optional.empty();
    }

    private void plasticity() {
        ModelSpec model = parts.find("model", ModelSpec.class).orElse(null);
        UpdateSpec update = parts.find("update", UpdateSpec.class).orElse(null);
        if (model == null || update == null || model.plasticity().toSettings().equals(PlasticitySettings.OFF)) {
            return;
        }
        if (kind().orElse(ModelKind.NETWORK) == ModelKind.LINEAR) {
            report.mistake(List.of("model.plasticity"), "is only for networks", "leave it out, or set model.kind: mlp");
        }
        boolean auto = update.settings() instanceof AutoHyperparameters;
        if (!auto && !update.settings().options().contains("average")) {
            report.mistake(
                    List.of("model.plasticity", "update.rule"),
                    "does not go with update.rule=" + update.settings().rule() + ", which keeps weights of its own",
                    "leave it out, or write another rule");
        }
    }

    private void drift() {
        DriftSpec drift = parts.find("drift", DriftSpec.class).orElse(null);
        if (drift == null) {
            return;
        }
        parts.find("schema", ColumnsSpec.class).ifPresent(columns -> {
            for (int i = 0; i < drift.watch().size(); i++) {
                String signal = drift.watch().get(i);
                if (!signal.equals(DriftSettings.LOSS) && !columns.numbers().contains(signal)) {
                    report.mistake(
                            List.of("drift.watch[" + i + "]"),
                            "must be loss or a column of schema.numeric",
                            "write loss or a column's name");
                }
            }
        });
        Optional<ModelSpec> model = parts.find("model", ModelSpec.class);
        if (drift.onAlarm().contains(DriftAction.RECYCLE)
                && model.isPresent()
                && !model.get().plasticity().toSettings().recycles()) {
            report.mistake(
                    List.of("drift.on-alarm"),
                    "needs model.plasticity.recycle to recycle units",
                    "set model.plasticity: {recycle: redo}");
        }
        Optional<StabilitySpec> stability = parts.find("stability", StabilitySpec.class);
        if (drift.onAlarm().contains(DriftAction.ROLL_BACK)
                && stability.isPresent()
                && stability.get().toSettings().rollback().isEmpty()) {
            report.mistake(
                    List.of("drift.on-alarm"),
                    "needs stability.rollback to roll back",
                    "set stability.profile: balanced, or stability.rollback: 5");
        }
    }

    /** What is compared must be there for the task, and for what it is compared with. */
    private void gate() {
        Optional<GateSpec> gate = parts.find("snapshots", SnapshotsSpec.class)
                .map(SnapshotsSpec::gate)
                .filter(g -> g.against() != GateSpec.Against.OFF);
        Optional<ModelSpec> model = parts.find("model", ModelSpec.class);
        if (gate.isEmpty() || model.isEmpty()) {
            return;
        }
        Task task = model.get().task();
        GateMetric metric = gate.get().metric(task);
        if (!metric.measures(task)) {
            report.mistake(
                    List.of("snapshots.gate.metric", "model.task"),
                    "does not measure this task",
                    task == Task.REGRESSION ? "write rmse or mae" : "write log-loss, brier, accuracy or kappa");
        } else if (gate.get().against() == GateSpec.Against.NO_CHANGE && !metric.measuresNoChange()) {
            report.mistake(
                    List.of("snapshots.gate.metric", "snapshots.gate.against"),
                    "repeating the last label gives labels, no probabilities",
                    "write metric: accuracy, or against: baseline");
        }
    }

    private void window() {
        parts.find("window", WindowSpec.class)
                .filter(window -> window.step().orElse(1) > window.largest())
                .ifPresent(window -> report.mistake(
                        List.of("window.step"),
                        "must not be above the window's " + window.largest() + " rows",
                        "write auto or a smaller number"));
    }
}
