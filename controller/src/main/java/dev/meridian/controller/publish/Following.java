package dev.meridian.controller.publish;

/** How an edge follows the tables that are published. */
public enum Following {
    /** It runs the table that it is to run. */
    CURRENT,
    /** It runs another one, and not for long: the newer one is on its way. */
    BEHIND,
    /** It has run an older one for more than 30 s. */
    SLOW,
    /**
     * It has run an older one for more than 30 s, through three publications or more; or for as long one that is newer than any
     * that was published, so that it refuses those.
     */
    STUCK
}
