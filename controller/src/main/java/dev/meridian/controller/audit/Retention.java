package dev.meridian.controller.audit;

import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.StoreFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts off what is too old, once a day. Confined to the decision thread. */
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofDays(1);

    private final ControlStore store;
    private final @Nullable Duration kept;
    private final InstantSource clock;
    private @Nullable Instant next;

    /** @param kept how long entries are kept; null for ever */
    public Retention(ControlStore store, @Nullable Duration kept, InstantSource clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
    }

    /** Cuts if it is time to. Throws nothing: decisions are made anyway, and a failure is tried again. */
    public void look() {
        Instant now = clock.instant();
        if (kept == null || (next != null && now.isBefore(next))) {
            return;
        }
        try {
            long deleted = store.cutAudit(now.minus(kept), now);
            next = now.plus(EVERY);
            if (deleted > 0) {
                log.info("{} entries of the audit were older than {} and are deleted", deleted, kept);
            }
        } catch (StoreFailure e) {
            log.debug("the audit cannot be cut now", e);
        }
    }
}
