package dev.meridian.controller.intent;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Freeze, pins and safety rules, checked and stored. Thread-safe: they change one after another with the intents. */
public final class Holds {
    private static final Logger log = LoggerFactory.getLogger(Holds.class);

    private final Regions regions;
    private final Intents intents;
    private final ControlStore store;
    private final InstantSource clock;

    public Holds(Regions regions, Intents intents, ControlStore store, InstantSource clock) {
        this.regions = regions;
        this.intents = intents;
        this.store = store;
        this.clock = clock;
    }

    /** What holds now. */
    public Steering active() {
        return store.steering().at(clock.instant());
    }

    /**
     * The freeze that a request is for.
     *
     * @throws BadMessage if its reason or end is out of its range
     */
    public Freeze freeze(HoldRequest request, String owner) {
        Instant end = end(request.expiresAt());
        return valid(() -> new Freeze(request.reason(), owner, end));
    }

    /**
     * The pin that a request is for.
     *
     * @throws BadMessage if its shares, reason or end are out of their range
     */
    public Pin pin(PinRequest request, String owner) {
        Instant end = end(request.expiresAt());
        return valid(() -> new Pin(request.shares(), request.reason(), owner, end));
    }

    /** Freezes the table, in place of a freeze that there is. */
    public void putFreeze(Freeze freeze, Actor by) {
        intents.together(() -> {
            @Nullable Freeze before = active().freeze();
            store.putFreeze(freeze, Facts.freeze(by, clock.instant(), before, freeze));
            intents.tell(
                    () -> log.info("frozen by {} until {}: {}", freeze.owner(), freeze.expiresAt(), freeze.reason()));
            return freeze;
        });
    }

    /**
     * Ends the freeze.
     *
     * @throws Refused with 404 if there is none
     */
    public void endFreeze(Actor by) {
        intents.together(() -> {
            Freeze before = requireFreeze();
            store.endFreeze(Facts.unfreeze(by, clock.instant(), before));
            intents.tell(() -> log.info("freeze ended by {}", by.who()));
            return before;
        });
    }

    /**
     * The freeze that holds now.
     *
     * @throws Refused with 404 if there is none
     */
    public Freeze requireFreeze() {
        @Nullable Freeze freeze = active().freeze();
        if (freeze == null) {
            throw new Refused(HttpStatus.NOT_FOUND, "Not frozen", "the table is not frozen");
        }
        return freeze;
    }

    /**
     * The pin that holds now.
     *
     * @throws Refused with 404 if the origin has none
     */
    public Pin requirePin(OriginId origin) {
        @Nullable Pin pin = active().pins().get(origin);
        if (pin == null) {
            throw new Refused(HttpStatus.NOT_FOUND, "Not pinned", "origin " + origin + " is not pinned");
        }
        return pin;
    }

    /**
     * Raises what speaks against pins: that a safety rule forbids them.
     *
     * @throws Refused with 404 if a region is not known, with 409 if an origin may not be sent to one, or there would be too many
     */
    public void check(SortedMap<OriginId, Pin> pins, Objections objections) {
        SortedMap<OriginId, Pin> all = new TreeMap<>(active().pins());
        all.putAll(pins);
        if (all.size() > RoutingTable.MAX_ORIGINS) {
            throw new Refused(
                    HttpStatus.CONFLICT,
                    "Too many pins",
                    all.size() + " origins would be pinned, the limit is " + RoutingTable.MAX_ORIGINS);
        }
        PinCheck check = new PinCheck(regions, active().safety());
        pins.forEach((origin, pin) -> check.check(origin, pin.shares(), objections));
    }

    /** Pins origins, unless something speaks against it that refuses; one pin is a fact of its own. */
    public void putPin(OriginId origin, Pin pin, Actor by, Objections objections) {
        SortedMap<OriginId, Pin> one = new TreeMap<>(Map.of(origin, pin));
        intents.together(() -> {
            check(one, objections);
            @Nullable Pin before = active().pins().get(origin);
            store.putPins(one, Facts.pin(by, clock.instant(), origin, before, pin));
            intents.tell(() -> log.info(
                    "origin {} pinned by {} until {}: {}", origin, pin.owner(), pin.expiresAt(), pin.reason()));
            return pin;
        });
    }

    /**
     * The pins that give all origins of a table the shares that they had. What has no shares there, since no region had its labels,
     * needs none.
     *
     * @throws BadMessage if the reason or end is out of its range
     * @throws Refused with 409 if a share is of a region that is gone
     */
    public SortedMap<OriginId, Pin> pinsOf(RoutingTable table, HoldRequest request, String owner) {
        Set<RegionId> known = regions.specs().keySet();
        SortedMap<OriginId, Pin> pins = new TreeMap<>();
        table.origins().forEach((origin, of) -> {
            SortedMap<RegionId, BasisPoints> shares = new TreeMap<>(of.shares());
            shares.values().removeIf(share -> share.value() == 0);
            shares.keySet().stream().filter(region -> !known.contains(region)).forEach(region -> {
                throw new Refused(
                        HttpStatus.CONFLICT,
                        "Region gone",
                        "table " + table.version() + " has a share of origin " + origin + " for region " + region
                                + ", which is gone");
            });
            if (!shares.isEmpty()) {
                pins.put(origin, pin(new PinRequest(shares, request.reason(), request.expiresAt()), owner));
            }
        });
        return pins;
    }

    /** Pins all origins of a table as they were, unless something speaks against it that refuses. */
    public void rollBack(RoutingTable table, SortedMap<OriginId, Pin> pins, Actor by, Objections objections) {
        intents.together(() -> {
            check(pins, objections);
            active().pins().forEach((origin, before) -> {
                if (pins.containsKey(origin)) {
                    store.audit(Facts.unpin(by, clock.instant(), origin, before));
                }
            });
            store.putPins(pins, Facts.rollBack(by, clock.instant(), table.version(), pins));
            intents.tell(
                    () -> log.info("{} origins pinned as of table {} by {}", pins.size(), table.version(), by.who()));
            return pins;
        });
    }

    /**
     * Ends the pin of an origin.
     *
     * @throws Refused with 404 if it has none
     */
    public void endPin(OriginId origin, Actor by) {
        intents.together(() -> {
            Pin before = requirePin(origin);
            store.endPin(origin, Facts.unpin(by, clock.instant(), origin, before));
            intents.tell(() -> log.info("pin of origin {} ended by {}", origin, by.who()));
            return before;
        });
    }

    /**
     * Raises what speaks against safety rules: that they are broken as it is.
     *
     * @throws BadMessage if they can never be kept
     * @throws Refused with 404 if a region is not known
     */
    public void check(SafetyRules rules, Objections objections) {
        int all = regions.specs().size();
        if (rules.atLeast() > all) {
            throw new BadMessage(
                    "atLeast " + rules.atLeast() + " must be 1 to " + all + ", as many as there are regions");
        }
        rules.neverTogether().forEach(together -> together.forEach(regions::requireKnown));
        var away = intents.away();
        String broken = rules.violation(away, all - away.size());
        if (!broken.isEmpty()) {
            objections.raise(new Refused(HttpStatus.CONFLICT, "Safety rule", "it is broken as it is: " + broken));
        }
    }

    /** Sets the safety rules, unless something speaks against it that refuses. */
    public void putRules(SafetyRules rules, Actor by, Objections objections) {
        intents.together(() -> {
            check(rules, objections);
            store.putSafetyRules(rules, Facts.rules(by, clock.instant(), active().safety(), rules));
            intents.tell(() -> log.info("safety rules set by {}: {}", by.who(), Facts.text(rules)));
            return rules;
        });
    }

    /** Ends what has expired; the decision thread calls it every cycle. */
    public void endExpired() {
        Instant now = clock.instant();
        Steering all = store.steering();
        if (all.equals(all.at(now))) {
            return;
        }
        intents.alone(() -> {
            Steering held = store.steering();
            @Nullable Freeze freeze = held.freeze();
            if (freeze != null
                    && !freeze.isActiveAt(now)
                    && store.endFreeze(Facts.unfreeze(Actor.EXPIRY, now, freeze))) {
                log.info("freeze of {} expired", freeze.owner());
            }
            held.pins().forEach((origin, pin) -> {
                if (!pin.isActiveAt(now) && store.endPin(origin, Facts.unpin(Actor.EXPIRY, now, origin, pin))) {
                    log.info("pin of origin {} expired", origin);
                }
            });
            return held;
        });
    }

    private Instant end(Instant expiresAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant end = Intents.requireAfter(now, expiresAt);
        Duration duration = Duration.between(now, end);
        if (duration.compareTo(Drain.MAX_DURATION) > 0) {
            throw new BadMessage("expiresAt is in " + duration + ", the limit is " + Drain.MAX_DURATION);
        }
        return end;
    }

    private static <T> T valid(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new BadMessage(String.valueOf(e.getMessage()));
        }
    }
}
