package dev.meridian.controller.store;

/** Another controller has opened the store since; this one must not write any more. */
public final class LeadershipLost extends StoreFailure {
    private static final long serialVersionUID = 1L;

    public LeadershipLost(long ours, long theirs) {
        super("another controller has taken over", "leadership lost: epoch " + theirs + " has begun, ours is " + ours);
    }
}
