package dev.meridian.controller.intent;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Weights and drains, checked and stored. Thread-safe: changes are one after another, so that two of them cannot pass a
 * check that only one of them may pass.
 */
public final class Intents {
    private static final Logger log = LoggerFactory.getLogger(Intents.class);

    private final ReentrantLock changing = new ReentrantLock();
    private final Regions regions;
    private final ControlStore store;
    private final InstantSource clock;
    private final Runnable onChange;

    /**
     * Makes the one instance that changes this store.
     *
     * @param onChange told after every change that was stored
     */
    public Intents(Regions regions, ControlStore store, InstantSource clock, Runnable onChange) {
        this.regions = regions;
        this.store = store;
        this.clock = clock;
        this.onChange = onChange;
    }

    /** The intent of every region: what an operator set, else the regions file's. */
    public SortedMap<RegionId, RegionIntent> effective() {
        SortedMap<RegionId, RegionIntent> effective = new TreeMap<>(regions.defaults());
        store.intents().forEach((region, intent) -> effective.computeIfPresent(region, (id, byDefault) -> intent));
        return Collections.unmodifiableSortedMap(effective);
    }

    /** The drains that hold now. */
    public List<Drain> activeDrains() {
        Instant now = clock.instant();
        return store.openDrains().stream()
                .filter(drain -> drain.isActiveAt(now))
                .toList();
    }

    /** The drains of the past, the latest first. */
    public List<EndedDrain> endedDrains() {
        return store.endedDrains();
    }

    /**
     * Sets a region's intent.
     *
     * @throws Refused with 409 if no region would be left
     */
    public void put(RegionId region, RegionIntent intent, Actor by) {
        changed(() -> {
            if (intent.effectiveWeight() == 0) {
                requireAnother(region, "giving region " + region + " no weight");
            }
            store.putIntent(region, intent, Facts.setIntent(by, clock.instant(), region, effective(), intent));
            log.atInfo()
                    .addKeyValue("region", region)
                    .log(
                            "region {} weight {} {} by {}",
                            region,
                            intent.weight(),
                            intent.enabled() ? "enabled" : "disabled",
                            by.who());
        });
    }

    /**
     * Starts a drain.
     *
     * @throws BadMessage if its reason or times are out of their range
     * @throws Refused with 409 if the region is drained already, or no region would be left
     */
    public Drain startDrain(DrainRequest request, Actor by) {
        String owner = by.who();
        Drain drain = drain(request, owner);
        changed(() -> {
            endExpired();
            requireAnother(drain.region(), "draining region " + drain.region());
            Drain open = store.addDrain(drain, Facts.startDrain(by, drain));
            if (!open.equals(drain)) {
                throw new Refused(
                        HttpStatus.CONFLICT,
                        "Already drained",
                        "region " + open.region() + " is drained already by " + open.id() + ", until "
                                + open.expiresAt(),
                        Map.of("drain", open));
            }
            log.atInfo()
                    .addKeyValue("region", drain.region())
                    .log(
                            "drain {} of region {} by {} until {}: {}",
                            drain.id(),
                            drain.region(),
                            owner,
                            drain.expiresAt(),
                            drain.reason());
        });
        return drain;
    }

    /**
     * Ends a drain; an ended one stays as it is.
     *
     * @throws Refused with 404 if there is no such drain
     */
    public void endDrain(String id, Actor by) {
        changed(() -> {
            endExpired();
            Instant now = clock.instant();
            @Nullable Drain open = openDrain(id);
            if (open != null && store.endDrain(id, by.who(), now, Facts.endDrain(by, now, open))) {
                log.info("drain {} ended by {}", id, by.who());
            } else if (endedDrains().stream()
                    .noneMatch(ended -> ended.drain().id().equals(id))) {
                throw new Refused(HttpStatus.NOT_FOUND, "Unknown drain", "there is no drain of this id");
            }
        });
    }

    /** Ends the drains whose time is over; the decision thread calls it every cycle. */
    public void endExpired() {
        changing.lock();
        try {
            Instant now = clock.instant();
            for (Drain drain : store.openDrains()) {
                if (!drain.isActiveAt(now)
                        && store.endDrain(
                                drain.id(),
                                EndedDrain.BY_EXPIRY,
                                drain.expiresAt(),
                                Facts.endDrain(Actor.EXPIRY, now, drain))) {
                    log.atInfo()
                            .addKeyValue("region", drain.region())
                            .log("drain {} of region {} expired", drain.id(), drain.region());
                }
            }
        } finally {
            changing.unlock();
        }
    }

    private @Nullable Drain openDrain(String id) {
        return store.openDrains().stream()
                .filter(drain -> drain.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void changed(Runnable change) {
        changing.lock();
        try {
            change.run();
        } finally {
            changing.unlock();
        }
        onChange.run();
    }

    private void requireAnother(RegionId region, String what) {
        List<RegionId> drained = activeDrains().stream().map(Drain::region).toList();
        if (drained.contains(region)) {
            return;
        }
        boolean another = effective().entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(region)
                        && entry.getValue().effectiveWeight() > 0
                        && !drained.contains(entry.getKey()));
        if (!another) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "No region left",
                    what + " would leave no enabled region without a drain, one must be left");
        }
    }

    private Drain drain(DrainRequest request, String owner) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant end = request.expiresAt().truncatedTo(ChronoUnit.MILLIS);
        if (!end.isAfter(now)) {
            throw new BadMessage("expiresAt " + end + " must be after now, which is " + now);
        }
        try {
            String id = "drain-" + UUID.randomUUID();
            return new Drain(id, request.region(), request.mode(), request.reason(), owner, now, end);
        } catch (IllegalArgumentException e) {
            throw new BadMessage(String.valueOf(e.getMessage()));
        }
    }
}
