package dev.meridian.controller.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.publish.TablePublisher;
import dev.meridian.controller.report.LatestMessages;
import dev.meridian.controller.store.ControlStore;
import dev.meridian.controller.store.HistoryBounds;
import dev.meridian.controller.store.MemoryControlStore;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DecisionsTest {
    private static final Actor OPS = new Actor("ops", "operator", "1");
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T10:00:00Z"));

    private final MemoryControlStore.Disk disk = new MemoryControlStore.Disk();
    private final AtomicReference<DecisionFunction> policy = new AtomicReference<>(new ProportionalPolicy());
    private final Wakeups wakeups = new Wakeups();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void tableIsStoredBeforeItIsPublished() {
        Controller controller = new Controller();
        disk.setBroken(true);
        controller.decisions.decide();
        assertThat(controller.publisher.table()).isNull();
        assertThat(outcomes("failed")).isOne();
        disk.setBroken(false);
        controller.decisions.decide();

        assertThat(version(controller)).isEqualTo(new TableVersion(1, 1));
        assertThat(controller.store.latestVersion()).isEqualTo(new TableVersion(1, 1));
    }

    @Test
    void restartPublishesTheOldTableAndContinuesTheVersion() {
        Controller first = new Controller();
        first.decisions.decide();
        Controller second = new Controller();
        assertThat(version(second)).isEqualTo(new TableVersion(1, 1));
        second.decisions.decide();
        assertThat(version(second)).as("nothing changed").isEqualTo(new TableVersion(1, 1));
        second.intents.put(US, new RegionIntent(5, true), OPS);
        second.decisions.decide();

        assertThat(version(second)).isEqualTo(new TableVersion(2, 2));
    }

    @Test
    void formerLeaderKeepsServingItsTableAndWritesNothing() {
        Controller first = new Controller();
        first.decisions.decide();
        Controller second = new Controller();
        second.intents.put(US, new RegionIntent(5, true), OPS);
        second.decisions.decide();
        first.decisions.decide();

        assertThat(version(first)).isEqualTo(new TableVersion(1, 1));
        assertThat(version(second)).isEqualTo(new TableVersion(2, 2));
        assertThat(second.store.latestVersion()).isEqualTo(new TableVersion(2, 2));
        assertThat(outcomes("superseded")).isOne();
    }

    @Test
    void tablesOfANewStoreAreAboveThoseThatEdgesHave() {
        Controller controller = new Controller();
        controller.decisions.decide();
        assertThat(version(controller)).isEqualTo(new TableVersion(1, 1));
        controller.observations.arrived(observation(1, new TableVersion(1, 1)));
        controller.decisions.decide();
        assertThat(version(controller)).as("its own table").isEqualTo(new TableVersion(1, 1));
        controller.observations.arrived(observation(2, new TableVersion(1, 7)));
        controller.intents.put(US, new RegionIntent(5, true), OPS);
        controller.decisions.decide();
        assertThat(version(controller)).as("of a store that is lost").isEqualTo(new TableVersion(2, 2));
        controller.observations.arrived(observation(3, new TableVersion(30, 2)));
        controller.intents.put(US, new RegionIntent(6, true), OPS);
        controller.decisions.decide();
        assertThat(version(controller)).isEqualTo(new TableVersion(31, 3));
        controller.decisions.decide();
        assertThat(controller.store.epoch())
                .as("the edge has not told yet that it has it")
                .isEqualTo(31);
    }

    @Test
    void epochThatNoInstallationCanHaveIsNotFollowed() {
        Controller controller = new Controller();
        controller.observations.arrived(observation(1, new TableVersion(Long.MAX_VALUE, 1)));
        controller.decisions.decide();
        assertThat(version(controller)).isEqualTo(new TableVersion(1, 1));
    }

    @Test
    void clockThatIsSetBackTakesWhatIsRememberedAlong() {
        Controller first = new Controller();
        first.decisions.decide();
        Decision now = Objects.requireNonNull(first.decisions.latest());
        Decision ahead = now.earlier(Duration.ofDays(-30));
        assertThat(first.store.saveDecision(now.table().version(), ahead)).isTrue();

        assertThat(new Controller().decisions.latest()).isEqualTo(now);
    }

    @Test
    void decisionThatWasStoredThoughItsWriteFailedIsGoneOnFrom() {
        Controller controller = new Controller();
        controller.decisions.decide();
        Decision first = Objects.requireNonNull(controller.decisions.latest());
        controller.intents.put(US, new RegionIntent(5, true), OPS);
        Decision lost = new ProportionalPolicy()
                .decide(controller.evidence.gather(1, first), PolicySettings.DEFAULTS, CLOCK.instant());
        assertThat(controller.store.saveDecision(first.table().version(), lost)).isTrue();

        controller.decisions.decide();
        assertThat(outcomes("failed")).isOne();
        assertThat(version(controller)).isEqualTo(new TableVersion(1, 2));
        controller.intents.put(US, new RegionIntent(6, true), OPS);
        controller.decisions.decide();
        assertThat(version(controller)).isEqualTo(new TableVersion(1, 3));
        assertThat(outcomes("failed")).isOne();
    }

    @Test
    void policyThatFailsLeavesTheTableAndIsAskedAgain() {
        Controller controller = new Controller();
        controller.decisions.decide();
        policy.set((inputs, settings, now) -> {
            throw new IllegalStateException("a bug");
        });
        controller.decisions.decide();
        assertThat(version(controller)).isEqualTo(new TableVersion(1, 1));
        policy.set((inputs, settings, now) -> {
            throw new AssertionError("another bug");
        });
        controller.decisions.decide();
        policy.set(new ProportionalPolicy());
        controller.intents.put(US, new RegionIntent(5, true), OPS);
        controller.decisions.decide();

        assertThat(version(controller)).isEqualTo(new TableVersion(1, 2));
        assertThat(outcomes("failed")).isEqualTo(2);
    }

    @Test
    void olderTableIsNeverPublished() {
        Controller controller = new Controller();
        controller.decisions.decide();
        Decision old = controller.decisions.latest();
        controller.intents.put(US, new RegionIntent(5, true), OPS);
        controller.decisions.decide();
        policy.set(
                (inputs, settings, now) -> old == null ? new ProportionalPolicy().decide(inputs, settings, now) : old);
        controller.decisions.decide();

        assertThat(version(controller)).isEqualTo(new TableVersion(1, 2));
        assertThat(controller.store.latestVersion()).isEqualTo(new TableVersion(1, 2));
    }

    @Test
    void threadDecidesAtOnceWhenAnIntentChanges() throws Exception {
        Controller controller = new Controller();
        CountDownLatch decided = new CountDownLatch(2);
        policy.set((inputs, settings, now) -> {
            decided.countDown();
            return new ProportionalPolicy().decide(inputs, settings, now);
        });
        DecisionThread thread =
                new DecisionThread(controller.decisions, () -> {}, wakeups, Duration.ofMinutes(1), System::nanoTime);
        thread.start();
        try {
            assertThat(version(controller))
                    .as("decided before the start returns")
                    .isEqualTo(new TableVersion(1, 1));
            controller.intents.put(US, new RegionIntent(5, true), OPS);

            assertThat(decided.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            thread.stop();
        }
        assertThat(thread.isRunning()).isFalse();
    }

    private static EdgeObservation observation(long sequence, TableVersion table) {
        return new EdgeObservation(
                OriginId.of(US),
                new Sender("edge", "boot", sequence),
                Duration.ofSeconds(5),
                table,
                0,
                new TreeMap<>(),
                new TreeMap<>());
    }

    @Test
    void bugInWhatComesBeforeADecisionKeepsNoneFromBeingMade() {
        Controller controller = new Controller();
        Runnable bug = () -> {
            throw new IllegalStateException("a bug");
        };
        DecisionThread thread =
                new DecisionThread(controller.decisions, bug, wakeups, Duration.ofMinutes(1), System::nanoTime);
        thread.start();
        try {
            assertThat(version(controller)).isEqualTo(new TableVersion(1, 1));
        } finally {
            thread.stop();
        }
    }

    private double outcomes(String outcome) {
        return meters.counter("meridian.controller.decisions", "outcome", outcome)
                .count();
    }

    private static @Nullable TableVersion version(Controller controller) {
        @Nullable RoutingTable table = controller.publisher.table();
        return table == null ? null : table.version();
    }

    private final class Controller {
        private final ControlStore store = new MemoryControlStore(disk);
        private final TablePublisher publisher = new TablePublisher(new Wire(), System::nanoTime);
        private final Intents intents;
        private final LatestMessages<EdgeObservation> observations = new LatestMessages<>(
                observation -> observation.origin().value(), EdgeObservation::sender, System::nanoTime, 10);
        private final Evidence evidence;
        private final Decisions decisions;

        Controller() {
            Regions regions = regions();
            intents = new Intents(regions, store, CLOCK, wakeups::wake);
            LatestMessages<RegionReport> reports =
                    new LatestMessages<>(report -> report.region().value(), RegionReport::sender, System::nanoTime, 10);
            evidence = new Evidence(regions, intents, new Holds(regions, intents, store, CLOCK), reports, observations);
            DecisionFunction current = (inputs, settings, now) -> policy.get().decide(inputs, settings, now);
            decisions = new Decisions(
                    current,
                    PolicySettings.DEFAULTS,
                    evidence,
                    store,
                    HistoryBounds.DEFAULTS,
                    publisher,
                    CLOCK,
                    meters);
        }

        private static Regions regions() {
            TreeMap<RegionId, RegionSpec> specs = new TreeMap<>();
            TreeMap<RegionId, RegionIntent> defaults = new TreeMap<>();
            for (RegionId region : List.of(US, EU)) {
                specs.put(region, new RegionSpec(Endpoint.parse(region + ".example"), RegionKind.EDGE));
                defaults.put(region, new RegionIntent(100, true));
            }
            return new Regions(specs, defaults, new TreeMap<>());
        }
    }
}
