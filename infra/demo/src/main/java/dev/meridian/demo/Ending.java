package dev.meridian.demo;

import java.util.ArrayDeque;

/**
 * What has to be done at the end, whichever way it comes: by itself, by a failure or by a signal. The last thing added is
 * done first, and each once. Thread-safe.
 */
final class Ending {
    private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
    private boolean begun;

    /** Registers it for signals. */
    static Ending registered() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::run, "ending"));
        return ending;
    }

    /** Adds something to do; if the end has come already, it is done at once. */
    void add(Runnable action) {
        if (!pushed(action)) {
            action.run();
        }
    }

    /** Does it all, even if a part of it fails; a second caller returns when the first one has done it. */
    synchronized void run() {
        begun = true;
        if (!actions.isEmpty()) {
            try {
                actions.pop().run();
            } finally {
                run();
            }
        }
    }

    private synchronized boolean pushed(Runnable action) {
        if (!begun) {
            actions.push(action);
        }
        return !begun;
    }
}
