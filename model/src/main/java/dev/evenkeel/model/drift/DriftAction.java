package dev.evenkeel.model.drift;

/** What an alarm may lead to; it is reported in any case. Persisted nowhere; users write {@link #key()}. */
public enum DriftAction {
    /** Nothing but the report. */
    REPORT("report"),
    /** Steps are longer for a while. */
    RAISE_STEP("raise-step"),
    /** What paces and scales the steps counts by the share of the past that still holds. */
    REANCHOR("reanchor"),
    /** The moments of inputs and labels count by the share of the past that still holds; steps stay as they are. */
    FORGET_INPUTS("forget-inputs"),
    /** Units of networks that say next to nothing start anew. */
    RECYCLE("recycle"),
    /** The last good state comes back. */
    ROLL_BACK("roll-back");

    private final String key;

    DriftAction(String key) {
        this.key = key;
    }

    /** The name users write. */
    public String key() {
        return key;
    }
}
