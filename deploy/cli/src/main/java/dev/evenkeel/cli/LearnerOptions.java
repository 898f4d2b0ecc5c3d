package dev.evenkeel.cli;

import dev.evenkeel.cli.offline.FlagSetting;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which learner, and how it learns; to be mixed in. Each overrides the pipeline file. */
final class LearnerOptions {
    @Option(names = "--model", paramLabel = "KIND", description = "auto, linear, mlp or network. Default: auto.")
    private String model;

    @Option(names = "--rule", description = "The update rule. Default: auto, the one for the model.")
    private String rule;

    @Option(names = "--loss", description = "What is minimized. Default: auto, the task's own.")
    private String loss;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Rows of a window. Linear models step by single rows, networks by --set window.step=N.")
    private String batch;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all randomness.")
    private String seed;

    /** Settings for the options given. */
    List<FlagSetting> settings() {
        List<FlagSetting> settings = new ArrayList<>();
        add(settings, "--model", "model.kind", model);
        add(settings, "--rule", "update.rule", rule);
        add(settings, "--loss", "model.loss", loss);
        add(settings, "--batch", "window.size", batch);
        add(settings, "--seed", "seed", seed);
        return settings;
    }

    private static void add(List<FlagSetting> settings, String flag, String path, String value) {
        if (value != null) {
            settings.add(FlagSetting.text(flag, path, value));
        }
    }
}
