package dev.meridian.edge.failover;

/** What a plan says to do next. */
sealed interface Step {
    /** Make this attempt; its breakers have let it in. */
    record Attempt(Candidate candidate) implements Step {}

    /**
     * Ask again at that time.
     *
     * @param until of {@link System#nanoTime}
     */
    record Wait(long until) implements Step {}

    /**
     * Nothing more can be tried.
     *
     * @param cause what kept models or regions that were not tried from being tried
     * @param nanos when the first of them can be tried again; 0 where nothing was kept
     */
    record Stop(Cause cause, long nanos) implements Step {
        static final Stop END = new Stop(Cause.TRIED, 0);
    }

    /** Why nothing more is tried. */
    enum Cause {
        /** All was tried that might be. */
        TRIED,
        /** The upstream has limited the key at every model that is left. */
        COOLING,
        /** The breakers of all models that are left are open. */
        OPEN,
        /** The breakers of all regions that are left are open. */
        SHUT
    }
}
