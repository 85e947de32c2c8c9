package dev.meridian.controller.intent;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.region.RegionId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
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
    private final List<Runnable> untold = new ArrayList<>();
    private int depth;

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

    /** Works while nobody else changes anything, so that what was looked at still holds when it is changed. */
    public <T> T alone(Supplier<T> work) {
        changing.lock();
        try {
            return work.get();
        } finally {
            changing.unlock();
        }
    }

    /** Makes changes one: all of them are stored, or none if the work throws. They are told of once they are stored. */
    public <T> T together(Supplier<T> work) {
        changing.lock();
        depth++;
        try {
            T result = store.together(work);
            if (depth == 1) {
                untold.forEach(Runnable::run);
                onChange.run();
            }
            return result;
        } finally {
            depth--;
            if (depth == 0) {
                untold.clear();
            }
            changing.unlock();
        }
    }

    /** Raises what speaks against an intent: that no region would be left. */
    public void check(RegionId region, RegionIntent intent, Objections objections) {
        if (intent.effectiveWeight() == 0) {
            requireAnother(region, "giving region " + region + " no weight", objections);
        }
    }

    /**
     * Sets a region's intent.
     *
     * @throws Refused with 409 if no region would be left
     */
    public void put(RegionId region, RegionIntent intent, Actor by) {
        put(region, intent, by, Objections.binding());
    }

    /** Sets a region's intent, unless something speaks against it that refuses. */
    public void put(RegionId region, RegionIntent intent, Actor by, Objections objections) {
        changed(() -> {
            check(region, intent, objections);
            store.putIntent(region, intent, Facts.setIntent(by, clock.instant(), region, effective(), intent));
            tell(() -> log.atInfo()
                    .addKeyValue("region", region)
                    .log(
                            "region {} weight {} {} by {}",
                            region,
                            intent.weight(),
                            intent.enabled() ? "enabled" : "disabled",
                            by.who()));
        });
    }

    /**
     * Starts a drain.
     *
     * @throws BadMessage if its reason or times are out of their range
     * @throws Refused with 409 if the region is drained already, or no region would be left
     */
    public Drain startDrain(DrainRequest request, Actor by) {
        Drain drain = draft(request, by.who());
        startDrain(drain, by, Objections.binding());
        return drain;
    }

    /**
     * The drain that a request is for.
     *
     * @throws BadMessage if its reason or times are out of their range
     */
    public Drain draft(DrainRequest request, String owner) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant end = requireAfter(now, request.expiresAt());
        return valid(() -> new Drain(
                "drain-" + UUID.randomUUID(), request.region(), request.mode(), request.reason(), owner, now, end));
    }

    /**
     * Raises what speaks against a drain: that no region would be left.
     *
     * @throws Refused with 409 if the region is drained already
     */
    public void check(Drain drain, Objections objections) {
        activeDrains().stream()
                .filter(active -> active.region().equals(drain.region()))
                .forEach(active -> {
                    throw alreadyDrained(active);
                });
        requireAnother(drain.region(), "draining region " + drain.region(), objections);
    }

    /**
     * Starts a drain, unless something speaks against it that refuses.
     *
     * @throws Refused with 409 if the region is drained already
     */
    public void startDrain(Drain drain, Actor by, Objections objections) {
        changed(() -> {
            endExpired();
            check(drain, objections);
            Drain open = store.addDrain(drain, Facts.startDrain(by, drain));
            if (!open.equals(drain)) {
                throw alreadyDrained(open);
            }
            tell(() -> log.atInfo()
                    .addKeyValue("region", drain.region())
                    .log(
                            "drain {} of region {} by {} until {}: {}",
                            drain.id(),
                            drain.region(),
                            drain.owner(),
                            drain.expiresAt(),
                            drain.reason()));
        });
    }

    /**
     * An open drain with another end.
     *
     * @throws BadMessage if that is not after now, or too long after its start
     * @throws Refused with 404 if there is no such drain, with 409 if it has ended
     */
    public Drain extended(String id, Instant expiresAt) {
        @Nullable Drain open = openDrain(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (open == null || !open.isActiveAt(now)) {
            requireKnown(id);
            throw new Refused(HttpStatus.CONFLICT, "Ended", "drain " + id + " has ended, start another one");
        }
        return valid(() -> open.until(requireAfter(now, expiresAt)));
    }

    /** Has an open drain end at another time, within what {@link #extended} allows. */
    public Drain extendDrain(String id, Instant expiresAt, Actor by) {
        return together(() -> {
            Drain after = extended(id, expiresAt);
            Drain before = Objects.requireNonNull(openDrain(id));
            store.extendDrain(id, after.expiresAt(), Facts.extendDrain(by, clock.instant(), before, after));
            tell(() -> log.info("drain {} ends at {} by {}", id, after.expiresAt(), by.who()));
            return after;
        });
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
                tell(() -> log.info("drain {} ended by {}", id, by.who()));
            } else {
                requireKnown(id);
            }
        });
    }

    /** Ends the drains whose time is over; the decision thread calls it every cycle. */
    public void endExpired() {
        Instant now = clock.instant();
        if (store.openDrains().stream().allMatch(drain -> drain.isActiveAt(now))) {
            return; // the decision thread waits for nobody's look ahead
        }
        changing.lock();
        try {
            for (Drain drain : store.openDrains()) {
                if (!drain.isActiveAt(now)
                        && store.endDrain(
                                drain.id(),
                                EndedDrain.BY_EXPIRY,
                                drain.expiresAt(),
                                Facts.endDrain(Actor.EXPIRY, now, drain))) {
                    tell(() -> log.atInfo()
                            .addKeyValue("region", drain.region())
                            .log("drain {} of region {} expired", drain.id(), drain.region()));
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /** The drain of an id that was not ended; null if there is none. */
    public @Nullable Drain openDrain(String id) {
        return store.openDrains().stream()
                .filter(drain -> drain.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /**
     * The drain of an id that has ended.
     *
     * @throws Refused with 404 if there is no such drain
     */
    public EndedDrain requireKnown(String id) {
        return endedDrains().stream()
                .filter(ended -> ended.drain().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND, "Unknown drain", "there is no drain of this id"));
    }

    private void changed(Runnable change) {
        together(() -> {
            change.run();
            return true;
        });
    }

    /** A change that is not stored yet may still come to nothing. */
    void tell(Runnable line) {
        if (depth == 0) {
            line.run();
        } else {
            untold.add(line);
        }
    }

    private static Refused alreadyDrained(Drain open) {
        return new Refused(
                HttpStatus.CONFLICT,
                "Already drained",
                "region " + open.region() + " is drained already by " + open.id() + ", until " + open.expiresAt(),
                Map.of("drain", open));
    }

    /** The regions that operators keep away: without a weight, or drained. */
    SortedSet<RegionId> away() {
        SortedSet<RegionId> away = new TreeSet<>();
        effective().forEach((region, intent) -> {
            if (intent.effectiveWeight() == 0) {
                away.add(region);
            }
        });
        activeDrains().forEach(drain -> away.add(drain.region()));
        away.retainAll(effective().keySet());
        return away;
    }

    private void requireRules(RegionId region, String what, Objections objections) {
        SortedSet<RegionId> away = away();
        if (!away.add(region)) {
            return;
        }
        int left = effective().size() - away.size();
        SafetyRules rules = store.steering().safety();
        // That one must be left is said by those who know what else there is.
        String broken = left == 0 && rules.atLeast() == 1 ? "" : rules.violation(region, away, left);
        if (!broken.isEmpty()) {
            objections.raise(new Refused(HttpStatus.CONFLICT, "Safety rule", what + ": " + broken));
        }
    }

    private void requireAnother(RegionId region, String what, Objections objections) {
        requireRules(region, what, objections);
        List<RegionId> drained = activeDrains().stream().map(Drain::region).toList();
        if (drained.contains(region)) {
            return;
        }
        boolean another = effective().entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(region)
                        && entry.getValue().effectiveWeight() > 0
                        && !drained.contains(entry.getKey()));
        if (!another) {
            objections.raise(new Refused(
                    HttpStatus.CONFLICT,
                    "No region left",
                    what + " would leave no enabled region without a drain, one must be left"));
        }
    }

    static Instant requireAfter(Instant now, Instant expiresAt) {
        Instant end = expiresAt.truncatedTo(ChronoUnit.MILLIS);
        if (!end.isAfter(now)) {
            throw new BadMessage("expiresAt " + end + " must be after now, which is " + now);
        }
        return end;
    }

    private static Drain valid(Supplier<Drain> drain) {
        try {
            return drain.get();
        } catch (IllegalArgumentException e) {
            throw new BadMessage(String.valueOf(e.getMessage()));
        }
    }
}
