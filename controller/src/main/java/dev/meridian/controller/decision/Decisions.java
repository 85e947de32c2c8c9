package dev.meridian.controller.decision;

import dev.meridian.controller.audit.Actions;
import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.publish.TablePublisher;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.HistoryBounds;
import dev.meridian.controller.store.KeptTable;
import dev.meridian.controller.store.LeadershipLost;
import dev.meridian.routing.decision.Canary;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One decision after another; each continues the one before, over restarts too. One thread decides, any thread reads. */
public final class Decisions {
    private static final Logger log = LoggerFactory.getLogger(Decisions.class);

    /** No installation has had as many; whoever speaks of more must not use them up. */
    private static final long HIGHEST_EPOCH = 1L << 52;

    private final DecisionFunction policy;
    private final PolicySettings settings;
    private final Evidence evidence;
    private final ControlStore store;
    private final HistoryBounds history;
    private final TablePublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Timer duration;
    private TableVersion stored;
    private String trouble = "";
    private volatile @Nullable Decision latest;
    private volatile @Nullable Made made;

    /** Continues the store's latest decision and publishes its table: it holds until there is a newer one. */
    public Decisions(
            DecisionFunction policy,
            PolicySettings settings,
            Evidence evidence,
            ControlStore store,
            HistoryBounds history,
            TablePublisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        this.policy = policy;
        this.settings = settings;
        this.evidence = evidence;
        this.store = store;
        this.history = history;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
        this.duration = meters.timer("meridian.controller.decision.duration");
        this.stored = store.latestVersion();
        @Nullable Decision last = notAfter(clock.instant(), store.latestDecision());
        this.latest = last;
        if (last != null) {
            publisher.publish(last.table(), last.canary());
        }
    }

    /** A clock that is set back must not wait for the times of a decision that it made before. */
    private static @Nullable Decision notAfter(Instant now, @Nullable Decision last) {
        return last == null || !last.decidedAt().isAfter(now)
                ? last
                : last.earlier(Duration.between(now, last.decidedAt()));
    }

    /** The latest decision, of this start or the one before; null if there was never one. */
    public @Nullable Decision latest() {
        return latest;
    }

    /** The latest decision of this start, with all that it was made of; null if there was none since. */
    public @Nullable Made made() {
        return made;
    }

    /**
     * Decides once. Where that fails, the table stands as it is: edges go on with it, and the next cycle tries again.
     */
    void decide() {
        try {
            evidence.endExpired();
            count(duration.record(this::decided));
            report(null);
        } catch (LeadershipLost e) {
            count("superseded");
            report(e);
        } catch (RuntimeException | Error e) {
            count("failed");
            report(e);
        }
    }

    private String decided() {
        @Nullable Decision previous = latest;
        Inputs inputs = gather(previous);
        Instant now = clock.instant();
        Decision decision = policy.decide(inputs, settings, now);
        TableVersion before = stored;
        if (before.isNewerThan(decision.table().version())) {
            throw new IllegalStateException(
                    "the policy decided table " + decision.table().version() + ", which is older than " + before);
        }
        if (!save(before, previous, decision)) {
            goOnFromStored();
            throw new IllegalStateException(
                    "the store's table is not " + before + " any more, the next decision goes on from " + stored);
        }
        stored = decision.table().version();
        latest = decision;
        made = new Made(settings, now, inputs, decision);
        publisher.publish(decision.table(), decision.canary());
        Changes.log(previous, decision);
        return stored.equals(before) ? "unchanged" : "published";
    }

    /**
     * Where an edge runs a newer table than this store knows, the store was lost, or is an older copy. Edges take no older table
     * than theirs, so that the next one must be above it.
     */
    private Inputs gather(@Nullable Decision previous) {
        @Nullable Decision base = previous == null ? null : previous.withoutReasons();
        Inputs inputs = evidence.gather(store.epoch(), base);
        TableVersion known = known(previous);
        TableVersion newest = inputs.observations().stream()
                .map(received -> received.message().table())
                .filter(table -> table.epoch() <= HIGHEST_EPOCH)
                .max(Comparator.naturalOrder())
                .orElse(TableVersion.NONE);
        if (!newest.isNewerThan(known) || newest.epoch() < store.epoch()) {
            return inputs;
        }
        store.leadAbove(newest.epoch());
        log.warn(
                "an edge runs table {}, and this store knows none after {}: it was lost, or is an older copy; epoch {} begins,"
                        + " so that edges take its tables",
                newest,
                known,
                store.epoch());
        return evidence.gather(store.epoch(), base);
    }

    private TableVersion known(@Nullable Decision previous) {
        @Nullable Canary canary = previous == null ? null : previous.canary();
        @Nullable RoutingTable tried = canary == null ? null : canary.table();
        return tried != null && tried.version().isNewerThan(stored) ? tried.version() : stored;
    }

    /** A write that failed may be on disk all the same. */
    private void goOnFromStored() {
        @Nullable Decision last = store.latestDecision();
        if (last != null) {
            stored = last.table().version();
            latest = last;
            publisher.publish(last.table(), last.canary());
        }
    }

    /**
     * The decision, and with it the table in the history if it is another one.
     *
     * @return false if the store's table is another one than before; then nothing was changed
     */
    private boolean save(TableVersion before, @Nullable Decision previous, Decision decision) {
        boolean renewed = !decision.table().version().equals(before);
        // Nobody else's write waits for these.
        List<String> why = renewed ? Causes.of(previous, decision) : List.of();
        @Nullable RoutingTable tried = CanaryNews.table(previous, decision);
        @Nullable String withdrawn = CanaryNews.withdrawn(previous, decision);
        return store.together(() -> {
            if (!store.saveDecision(before, decision)) {
                return false;
            }
            if (renewed) {
                store.keepTable(new KeptTable(decision.table(), why), history);
            }
            if (tried != null) {
                store.keepTable(new KeptTable(tried, Causes.ofCanary(decision)), history);
            }
            if (withdrawn != null) {
                String target = decision.table().version().toString();
                store.audit(Actor.CANARY.did(decision.decidedAt(), Actions.WITHDRAW, target, null, null, withdrawn));
            }
            return true;
        });
    }

    /** Says when it begins to fail, when it fails otherwise, and when it works again; not every cycle. */
    private void report(@Nullable Throwable failure) {
        String now = failure == null ? "" : kind(failure);
        if (now.equals(trouble)) {
            return;
        }
        trouble = now;
        if (failure == null) {
            log.info("decisions are made again");
        } else {
            log.atError().setCause(failure).log("no decision, the table stands as it is: {}", failure.getMessage());
        }
    }

    /** Where it comes from; a message may hold a time and be another one each cycle. */
    private static String kind(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : trace[0]);
    }

    private void count(String outcome) {
        meters.counter("meridian.controller.decisions", "outcome", outcome).increment();
    }
}
