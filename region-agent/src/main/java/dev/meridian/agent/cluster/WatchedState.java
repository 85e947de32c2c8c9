package dev.meridian.agent.cluster;

/**
 * An object that says what is wanted and what is so.
 *
 * @param <S> what is wanted
 * @param <T> what is so
 */
abstract class WatchedState<S, T> extends WatchedObject {
    private S spec;
    private T status;

    /** What holds where the API server leaves a part out. */
    WatchedState(S spec, T status) {
        this.spec = spec;
        this.status = status;
    }

    public final S getSpec() {
        return spec;
    }

    public final void setSpec(S spec) {
        this.spec = spec;
    }

    public final T getStatus() {
        return status;
    }

    public final void setStatus(T status) {
        this.status = status;
    }
}
