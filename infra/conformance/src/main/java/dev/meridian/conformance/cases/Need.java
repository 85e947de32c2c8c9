package dev.meridian.conformance.cases;

/** What a case needs beyond a gateway in front of the simulator. */
public enum Need {
    /** Any gateway will do. */
    NOTHING("a gateway"),
    /** The headers by which the edge says what served. */
    HEADERS("the x-meridian- headers"),
    /** Edges in two regions. */
    REGIONS("edges in two regions"),
    /** The gateway's process: its memory, its output, or its end. */
    PROCESS("control of the process"),
    /** Settings of its own. */
    SETTINGS("settings of its own");

    private final String words;

    Need(String words) {
        this.words = words;
    }

    /** Completes "needs ...". */
    public String words() {
        return words;
    }
}
