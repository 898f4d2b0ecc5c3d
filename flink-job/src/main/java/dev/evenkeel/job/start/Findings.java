package dev.evenkeel.job.start;

import dev.evenkeel.connectors.kafka.KafkaSetupException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Collects what stands in the way of a start, each thing once. */
final class Findings {
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean configuration;

    /** A check that may find something. */
    interface Check {
        void run() throws KafkaSetupException;
    }

    /** Makes a check; what it throws is a finding. */
    void of(Check check) {
        try {
            check.run();
        } catch (KafkaSetupException e) {
            add(e.getMessage(), e.fault() == KafkaSetupException.Fault.CONFIGURATION);
        } catch (UncheckedIOException e) {
            add(e.getMessage(), false);
        }
    }

    /** Notes a setting that cannot be right. */
    void setting(String finding) {
        add(finding, true);
    }

    private void add(String finding, boolean settingAtFault) {
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
        configuration |= settingAtFault;
    }

    void note(String text) {
        notes.add(text);
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    boolean configuration() {
        return configuration;
    }
}
