package dev.meridian.controller.store;

/** A store under test, one for each test. */
interface OpenStore {
    /** The one that was opened last by {@link #reopen}; the first one before. */
    ControlStore store();

    /** Opens the same state again, while others that have it open still do. */
    ControlStore open();

    /** As after a kill: the former one is not closed before the next one opens. */
    void reopen();
}
