package dev.meridian.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.routing.audit.AuditCheck;
import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.audit.AuditFact;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class ControlStoreContract {
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ControlStore store;

    /** Opens the same state again, while others that have it open still do. */
    abstract ControlStore open();

    @BeforeEach
    final void openFirst() {
        store = open();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    @Test
    final void everyOpeningBeginsAHigherEpoch() {
        assertThat(store.epoch()).isEqualTo(1);
        reopen();
        assertThat(store.epoch()).isEqualTo(2);
    }

    @Test
    final void intentsSurviveAndTheLastOneHolds() {
        store.putIntent(US, new RegionIntent(7, true), fact(1));
        store.putIntent(US, new RegionIntent(8, false), fact(1));
        store.putIntent(EU, new RegionIntent(1_000, true), fact(1));
        reopen();

        assertThat(store.intents())
                .hasSize(2)
                .containsEntry(US, new RegionIntent(8, false))
                .containsEntry(EU, new RegionIntent(1_000, true));
    }

    @Test
    final void drainsSurvive() {
        Drain drain = drain("one", US);
        assertThat(store.addDrain(drain, fact(1))).isEqualTo(drain);
        reopen();

        assertThat(store.openDrains()).containsExactly(drain);
        assertThat(store.endedDrains()).isEmpty();
    }

    @Test
    final void regionHasOneOpenDrainAtMost() {
        Drain first = drain("one", US);
        store.addDrain(first, fact(1));

        assertThat(store.addDrain(drain("two", US), fact(1))).isEqualTo(first);
        assertThat(store.addDrain(drain("three", EU), fact(1)).id()).isEqualTo("three");
        assertThat(store.openDrains()).extracting(Drain::id).containsExactly("one", "three");
    }

    @Test
    final void endedDrainIsOfThePastAndMakesRoom() {
        store.addDrain(drain("one", US), fact(1));

        assertThat(store.endDrain("one", "alice", NOON.plusSeconds(60), fact(1)))
                .isTrue();
        assertThat(store.endDrain("one", "bob", NOON.plusSeconds(90), fact(1))).isFalse();
        assertThat(store.endDrain("never", "bob", NOON, fact(1))).isFalse();
        assertThat(store.openDrains()).isEmpty();
        assertThat(store.endedDrains())
                .containsExactly(new EndedDrain(drain("one", US), NOON.plusSeconds(60), "alice"));
        assertThat(store.addDrain(drain("two", US), fact(1)).id()).isEqualTo("two");
    }

    @Test
    final void endedDrainsAreBoundedAndTheLatestStay() {
        for (int i = 0; i < ControlStore.MAX_ENDED_DRAINS + 3; i++) {
            store.addDrain(drain("drain-" + i, US), fact(1));
            store.endDrain("drain-" + i, "ops", NOON.plusSeconds(i), fact(1));
        }

        assertThat(store.endedDrains()).hasSize(ControlStore.MAX_ENDED_DRAINS);
        assertThat(store.endedDrains().getFirst().drain().id()).isEqualTo("drain-1002");
        assertThat(store.endedDrains().getLast().drain().id()).isEqualTo("drain-3");
    }

    @Test
    final void everyChangeAndRefusalIsALinkOfOneChainThatSurvives() {
        store.putIntent(US, new RegionIntent(7, true), fact(1));
        store.addDrain(drain("one", US), fact(2));
        store.endDrain("one", "ops", NOON, fact(3));
        reopen();
        store.audit(fact(4));

        List<AuditEntry> entries = store.auditAfter(0, ControlStore.MAX_AUDIT_PAGE);
        assertThat(entries).extracting(AuditEntry::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(entries).extracting(AuditEntry::fact).containsExactly(fact(1), fact(2), fact(3), fact(4));
        AuditCheck check = new AuditCheck();
        assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
        assertThat(check.end()).isNull();
    }

    @Test
    final void auditIsReadInPages() {
        for (int i = 1; i <= 5; i++) {
            store.audit(fact(i));
        }

        assertThat(store.auditAfter(2, 2)).extracting(AuditEntry::id).containsExactly(3L, 4L);
        assertThat(store.auditAfter(5, 2)).isEmpty();
    }

    @Test
    final void cutAuditIsStillAChain() {
        for (int i = 1; i <= 5; i++) {
            store.audit(fact(i));
        }

        assertThat(store.cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isEqualTo(2);
        assertThat(store.cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isZero();
        reopen();
        store.audit(fact(6));
        List<AuditEntry> entries = store.auditAfter(0, 10);
        assertThat(entries).extracting(AuditEntry::id).containsExactly(3L, 4L, 5L, 6L, 7L);
        AuditCheck check = new AuditCheck();
        assertThat(entries).allSatisfy(entry -> assertThat(check.add(entry)).isNull());
        assertThat(check.end()).isNull();
    }

    @Test
    final void cutLeavesTheLatestEntry() {
        store.audit(fact(1));
        assertThat(store.cutAudit(NOON.plusSeconds(3), NOON.plusSeconds(9))).isZero();
        assertThat(store.auditAfter(0, 10)).hasSize(1);
    }

    @Test
    final void changeThatIsNotMadeIsNotTold() {
        store.addDrain(drain("one", US), fact(1));
        store.addDrain(drain("two", US), fact(2));
        store.endDrain("never", "ops", NOON, fact(3));

        assertThat(store.auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1));
    }

    @Test
    final void openDrainCanBeGivenAnotherEnd() {
        Drain drain = drain("one", US);
        Instant later = NOON.plus(Duration.ofHours(5));
        store.addDrain(drain, fact(1));

        assertThat(store.extendDrain("one", later, fact(2))).isTrue();
        reopen();
        assertThat(store.openDrains()).containsExactly(drain.until(later));
        store.endDrain("one", "ops", NOON, fact(3));
        assertThat(store.extendDrain("one", later, fact(4))).isFalse();
        assertThat(store.auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1), fact(2), fact(3));
    }

    @Test
    final void answersAreTheirCallersAndSurviveForADay() {
        KeptAnswer kept = answer("alice", "key", NOON);
        store.keepAnswer(kept);
        store.keepAnswer(answer("bob", "key", NOON.plusSeconds(1)));
        reopen();

        assertThat(store.answer("alice", "key", NOON.plus(Duration.ofHours(23))))
                .isEqualTo(kept);
        assertThat(store.answer("alice", "other", NOON)).isNull();
        assertThat(store.answer("carol", "key", NOON)).isNull();
        assertThat(store.answer("alice", "key", NOON.plus(Duration.ofHours(24))))
                .isNull();
        KeptAnswer next = answer("alice", "key", NOON.plus(Duration.ofHours(25)));
        store.keepAnswer(next);
        assertThat(store.answer("alice", "key", next.at())).isEqualTo(next);
        assertThat(store.answer("bob", "key", NOON)).as("let go").isNull();
    }

    @Test
    final void answersAreBoundedAndTheLatestStay() {
        store.together(() -> {
            for (int i = 0; i < ControlStore.MAX_ANSWERS + 2; i++) {
                store.keepAnswer(answer("alice", "key-" + i, NOON.plusMillis(i)));
            }
            return true;
        });

        assertThat(store.answer("alice", "key-1", NOON)).isNull();
        assertThat(store.answer("alice", "key-2", NOON)).isNotNull();
        assertThat(store.answer("alice", "key-" + (ControlStore.MAX_ANSWERS + 1), NOON))
                .isNotNull();
    }

    @Test
    final void whatIsDoneTogetherIsStoredAsAWhole() {
        boolean seen = store.together(() -> {
            store.addDrain(drain("one", US), fact(1));
            store.putIntent(EU, new RegionIntent(3, true), fact(2));
            store.keepAnswer(answer("alice", "key", NOON));
            return store.openDrains().size() == 1;
        });
        reopen();

        assertThat(seen).as("the work sees what it did").isTrue();
        assertThat(store.openDrains()).hasSize(1);
        assertThat(store.intents()).containsEntry(EU, new RegionIntent(3, true));
        assertThat(store.answer("alice", "key", NOON)).isNotNull();
    }

    @Test
    final void whatIsDoneTogetherAndFailsIsNotStoredAtAll() {
        store.addDrain(drain("zero", EU), fact(1));
        assertThatThrownBy(() -> store.together(() -> {
                    store.addDrain(drain("one", US), fact(2));
                    store.putIntent(EU, new RegionIntent(3, true), fact(3));
                    store.endDrain("zero", "ops", NOON, fact(4));
                    store.keepAnswer(answer("alice", "key", NOON));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(store.openDrains()).extracting(Drain::id).containsExactly("zero");
        assertThat(store.endedDrains()).isEmpty();
        assertThat(store.intents()).isEmpty();
        assertThat(store.answer("alice", "key", NOON)).isNull();
        assertThat(store.auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1));
        store.addDrain(drain("two", US), fact(5));
        assertThat(store.openDrains()).hasSize(2);
    }

    @Test
    final void decisionSurvivesWhole() {
        Decision decision = decision(null, 100);
        assertThat(store.latestDecision()).isNull();
        assertThat(store.latestVersion()).isEqualTo(TableVersion.NONE);

        assertThat(store.saveDecision(TableVersion.NONE, decision)).isTrue();
        reopen();

        assertThat(store.latestDecision()).isEqualTo(decision);
        assertThat(store.latestVersion()).isEqualTo(decision.table().version());
    }

    @Test
    final void decisionIsSavedOnlyOverTheOneItFollows() {
        Decision first = decision(null, 100);
        Decision second = decision(first, 50);
        Decision other = decision(first, 60);
        store.saveDecision(TableVersion.NONE, first);

        assertThat(store.saveDecision(TableVersion.NONE, second)).isFalse();
        assertThat(store.saveDecision(first.table().version(), second)).isTrue();
        assertThat(store.saveDecision(first.table().version(), other)).isFalse();
        assertThat(store.latestDecision()).isEqualTo(second);
    }

    @Test
    final void freezeAndPinsAndRulesSurviveAndTheLastOnesHold() {
        Freeze freeze = new Freeze("it's \"broken\"", "ops", NOON);
        Pin pin = pin(EU, 10_000);
        SafetyRules rules = new SafetyRules(2, List.of(new TreeSet<>(List.of(US, EU))));
        assertThat(store.steering()).isEqualTo(Steering.NONE);

        store.putFreeze(new Freeze("first", "ops", NOON), fact(1));
        store.putFreeze(freeze, fact(2));
        store.putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000), OriginId.DEFAULT, pin)), fact(3));
        store.putPins(new TreeMap<>(Map.of(OriginId.of(US), pin)), fact(4));
        store.putSafetyRules(new SafetyRules(3, List.of(new TreeSet<>(List.of(US, new RegionId("gone"))))), fact(5));
        store.putSafetyRules(rules, fact(6));
        reopen();

        assertThat(store.steering())
                .isEqualTo(new Steering(
                        freeze, new TreeMap<>(Map.of(OriginId.of(US), pin, OriginId.DEFAULT, pin)), rules));
        assertThat(store.auditAfter(0, 10)).hasSize(6);
    }

    @Test
    final void whatIsHeldIsLetGoOnceAndToldOnce() {
        store.putFreeze(new Freeze("first", "ops", NOON), fact(1));
        store.putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000))), fact(2));

        assertThat(store.endFreeze(fact(3))).isTrue();
        assertThat(store.endFreeze(fact(4))).isFalse();
        assertThat(store.endPin(OriginId.of(US), fact(5))).isTrue();
        assertThat(store.endPin(OriginId.of(US), fact(6))).isFalse();
        assertThat(store.steering()).isEqualTo(Steering.NONE);
        assertThat(store.auditAfter(0, 10))
                .extracting(AuditEntry::fact)
                .containsExactly(fact(1), fact(2), fact(3), fact(5));
    }

    @Test
    final void publishedTablesSurviveAndTheLatestStay() {
        HistoryBounds three = new HistoryBounds(3, Long.MAX_VALUE);
        Decision decision = decision(null, 1);
        for (int weight = 2; weight <= 6; weight++) {
            store.keepTable(new KeptTable(decision.table(), List.of("weight", "it's\nbroken")), three);
            decision = decision(decision, weight);
        }
        reopen();

        assertThat(store.tablesAfter(TableVersion.NONE, 10))
                .extracting(Publication::version)
                .containsExactly(new TableVersion(3, 3), new TableVersion(3, 4), new TableVersion(3, 5));
        assertThat(store.tablesAfter(new TableVersion(3, 3), 1))
                .containsExactly(new Publication(new TableVersion(3, 4), NOON, List.of("weight", "it's broken")));
        assertThat(store.keptTable(new TableVersion(3, 2))).isNull();
        KeptTable kept = Objects.requireNonNull(store.keptTable(new TableVersion(3, 4)));
        assertThat(kept.table().sharesOf(OriginId.DEFAULT).of(US).value()).isEqualTo(385);
        assertThat(kept.why()).containsExactly("weight", "it's broken");
    }

    @Test
    final void formerLeaderChangesNothingAnyMore() {
        Decision first = decision(null, 100);
        store.saveDecision(TableVersion.NONE, first);
        store.addDrain(drain("one", US), fact(1));
        try (ControlStore successor = open()) {
            assertThat(store.isUsable()).isFalse();
            assertThat(successor.isUsable()).isTrue();
            List<Runnable> writes = List.of(
                    () -> store.putIntent(US, new RegionIntent(1, true), fact(1)),
                    () -> store.addDrain(drain("two", EU), fact(1)),
                    () -> store.endDrain("one", "ops", NOON, fact(1)),
                    () -> store.extendDrain("one", NOON.plusSeconds(9), fact(1)),
                    () -> store.keepAnswer(answer("alice", "key", NOON)),
                    () -> store.together(() -> true),
                    () -> store.audit(fact(1)),
                    () -> store.putFreeze(new Freeze("late", "ops", NOON), fact(1)),
                    () -> store.putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000))), fact(1)),
                    () -> store.putSafetyRules(new SafetyRules(2, List.of()), fact(1)),
                    () -> store.keepTable(new KeptTable(first.table(), List.of()), HistoryBounds.DEFAULTS),
                    () -> store.cutAudit(NOON, NOON),
                    () -> store.saveDecision(first.table().version(), decision(first, 3)));
            for (Runnable write : writes) {
                assertThatThrownBy(write::run).isInstanceOf(LeadershipLost.class);
            }
            assertThat(successor.intents()).isEmpty();
            assertThat(successor.openDrains()).hasSize(1);
            assertThat(successor.latestDecision()).isEqualTo(first);
            assertThat(successor.auditAfter(0, 10)).hasSize(1);
        }
    }

    @Test
    final void twoWritersAtOnceGiveOneDrainEach() throws Exception {
        int rounds = 20;
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            Callable<Integer> writer = () -> {
                int won = 0;
                for (int i = 0; i < rounds; i++) {
                    String id = Thread.currentThread().threadId() + "-" + i;
                    won += store.addDrain(drain(id, new RegionId("r" + i)), fact(i))
                                    .id()
                                    .equals(id)
                            ? 1
                            : 0;
                }
                return won;
            };
            Future<Integer> one = writers.submit(writer);
            Future<Integer> other = writers.submit(writer);

            assertThat(one.get() + other.get()).isEqualTo(rounds);
        }
        assertThat(store.openDrains()).hasSize(rounds);
    }

    /** As after a kill: the first one is not closed before the second one opens. */
    private void reopen() {
        ControlStore killed = store;
        store = open();
        killed.close();
    }

    static AuditFact fact(int number) {
        return new AuditFact(
                NOON.plusSeconds(number),
                "ops",
                "operator",
                "intent.set",
                "us-west-2",
                number % 2 == 0 ? null : "weight 1",
                "weight " + number,
                "it's \"broken\"; ümläut 😀",
                "request-" + number,
                AuditFact.Outcome.DONE,
                null);
    }

    static KeptAnswer answer(String who, String key, Instant at) {
        return new KeptAnswer(who, key, "f", at, 201, "\"e\"", null, "{\"of\": \"" + who + "\"}");
    }

    private static Pin pin(RegionId region, int share) {
        return new Pin(new TreeMap<>(Map.of(region, new BasisPoints(share))), "it's \"broken\"", "ops", NOON);
    }

    static Drain drain(String id, RegionId region) {
        return new Drain(
                id,
                region,
                DrainMode.EMERGENCY,
                "it's \"broken\"; ümläut",
                "ops",
                NOON,
                NOON.plus(Duration.ofHours(1)));
    }

    static Decision decision(@Nullable Decision previous, int weight) {
        TreeMap<RegionId, RegionSpec> specs = new TreeMap<>();
        TreeMap<RegionId, RegionIntent> intents = new TreeMap<>();
        for (RegionId region : List.of(US, EU)) {
            specs.put(region, new RegionSpec(Endpoint.parse(region + ".example"), RegionKind.EDGE));
            intents.put(region, new RegionIntent(region.equals(US) ? weight : 100, true));
        }
        Inputs inputs = new Inputs(3, specs, intents, List.of(), List.of(), List.of(), previous);
        return new ProportionalPolicy().decide(inputs, PolicySettings.DEFAULTS, NOON);
    }
}
