package dev.meridian.edge.failover;

/** How far a request's body that comes in parts has gone on. Confined to one event loop. */
final class UploadState {
    private boolean running;
    private boolean begun;
    private boolean paused;

    /** @param running whether the body comes in parts at all */
    UploadState(boolean running) {
        this.running = running;
    }

    /** A part has been sent on. */
    void part() {
        begun = true;
    }

    void ended() {
        running = false;
    }

    void paused(boolean paused) {
        this.paused = paused;
    }

    /** Whether parts are still to come. */
    boolean isRunning() {
        return running;
    }

    /** Whether something was sent on, so that nothing else can be tried: it is not kept. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it is the upstream that takes no more. */
    boolean isHeldBack() {
        return running && paused;
    }
}
