package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.RejectReplay;
import dev.evenkeel.cli.topic.RejectReplay.Fate;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends rejects back to the topic of examples. */
@CommandLine.Command(
        name = "replay",
        description = "Send rejects back to the topic of examples, after a fix: with their key, headers and time, each"
                + " once; a row that comes back stays.")
final class RejectsReplayCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Mixin
    private RejectOptions options = new RejectOptions();

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--again", description = "Send what was replayed before, too.")
    private boolean again;

    @Override
    void run(Console console) throws IOException {
        if (dryRun && again) {
            throw new UsageException("one of the two at most: --dry-run, --again");
        }
        PipelineSpec spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        RejectReplay.Mode mode =
                dryRun ? RejectReplay.Mode.DRY_RUN : again ? RejectReplay.Mode.AGAIN : RejectReplay.Mode.ONCE;
        Map<Fate, Long> fates = new RejectReplay(spec, options.filter(), mode).run();
        long matched = fates.values().stream().mapToLong(Long::longValue).sum();
        long replayed = fates.getOrDefault(Fate.REPLAYED, 0L);
        if (matched > 0 && fates.getOrDefault(Fate.HASHED, 0L) == matched) {
            throw new UsageException("cannot be replayed, their values are hashed (rejects.hash-values): rejects="
                    + matched + ", topic=" + spec.rejects().topic()
                    + ". Whoever holds the originals can publish them again");
        }
        console.print(
                "%,d of %,d rejects %s to %s",
                replayed,
                matched,
                dryRun ? "would go back" : "sent back",
                spec.examples().topic());
        say(fates, Fate.DONE, "replayed before; --again sends them again", console);
        say(fates, Fate.CAME_BACK, "came back after a replay; --again sends them again", console);
        say(fates, Fate.HASHED, "cannot be replayed: their values are hashed", console);
        say(fates, Fate.GONE, "cannot be replayed: their originals are in the topic no longer", console);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("topic", spec.examples().topic());
        result.put("rejects", matched);
        for (Fate fate : Fate.values()) {
            result.put(fate.name().toLowerCase(Locale.ROOT), fates.getOrDefault(fate, 0L));
        }
        result.put("dry_run", dryRun);
        console.result(result);
    }

    private static void say(Map<Fate, Long> fates, Fate fate, String text, Console console) {
        if (fates.containsKey(fate)) {
            console.print("%,d %s", fates.get(fate), text);
        }
    }
}
