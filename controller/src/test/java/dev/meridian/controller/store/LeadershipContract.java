package dev.meridian.controller.store;

import static dev.meridian.controller.store.Samples.EU;
import static dev.meridian.controller.store.Samples.NOON;
import static dev.meridian.controller.store.Samples.US;
import static dev.meridian.controller.store.Samples.answer;
import static dev.meridian.controller.store.Samples.decision;
import static dev.meridian.controller.store.Samples.drain;
import static dev.meridian.controller.store.Samples.fact;
import static dev.meridian.controller.store.Samples.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.routing.audit.AuditEntry;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.TableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Whoever opened a store last leads it, in an epoch of its own; the compare-and-set decides, whatever anybody believes. */
interface LeadershipContract extends OpenStore {
    @Test
    default void everyOpeningBeginsAHigherEpoch() {
        assertThat(store().epoch()).isEqualTo(1);
        reopen();
        assertThat(store().epoch()).isEqualTo(2);
    }

    @Test
    default void leaderGoesOnAboveAnEpochThatItHasNeverSeen() {
        ControlStore former = store();
        try (ControlStore leader = open()) {
            leader.leadAbove(40);
            assertThat(leader.epoch()).isEqualTo(41);
            leader.putIntent(US, new RegionIntent(7, true), fact(1));
            leader.leadAbove(3);
            assertThat(leader.epoch()).as("never back").isEqualTo(42);
            assertThatThrownBy(() -> former.leadAbove(100)).isInstanceOf(LeadershipLost.class);
            assertThat(leader.isUsable()).isTrue();
            assertThat(former.epoch()).isEqualTo(1);
        }
        reopen();
        assertThat(store().epoch()).isEqualTo(43);
    }

    @Test
    default void decisionIsSavedOnlyOverTheOneItFollows() {
        Decision first = decision(null, 100);
        Decision second = decision(first, 50);
        Decision other = decision(first, 60);
        store().saveDecision(TableVersion.NONE, first);

        assertThat(store().saveDecision(TableVersion.NONE, second)).isFalse();
        assertThat(store().saveDecision(first.table().version(), second)).isTrue();
        assertThat(store().saveDecision(first.table().version(), other)).isFalse();
        assertThat(store().latestDecision()).isEqualTo(second);
    }

    @Test
    default void formerLeaderChangesNothingAnyMore() {
        Decision first = decision(null, 100);
        store().saveDecision(TableVersion.NONE, first);
        store().addDrain(drain("one", US), fact(1));
        try (ControlStore successor = open()) {
            assertThat(store().isUsable()).isFalse();
            assertThat(successor.isUsable()).isTrue();
            List<Runnable> writes = List.of(
                    () -> store().putIntent(US, new RegionIntent(1, true), fact(1)),
                    () -> store().addDrain(drain("two", EU), fact(1)),
                    () -> store().endDrain("one", "ops", NOON, fact(1)),
                    () -> store().extendDrain("one", NOON.plusSeconds(9), fact(1)),
                    () -> store().keepAnswer(answer("alice", "key", NOON)),
                    () -> store().together(() -> true),
                    () -> store().audit(fact(1)),
                    () -> store().putFreeze(new Freeze("late", "ops", NOON), fact(1)),
                    () -> store().putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000))), fact(1)),
                    () -> store().putSafetyRules(new SafetyRules(2, List.of()), fact(1)),
                    () -> store().keepTable(new KeptTable(first.table(), List.of()), HistoryBounds.DEFAULTS),
                    () -> store().cutAudit(NOON, NOON),
                    () -> store().saveDecision(first.table().version(), decision(first, 3)));
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
    default void everyTakeoverRaisesTheEpochAndOnlyTheLatestOneWrites() {
        List<ControlStore> leaders = new ArrayList<>(List.of(store()));
        for (int i = 1; i <= 4; i++) {
            leaders.add(open());
            for (ControlStore former : leaders.subList(0, i)) {
                assertThat(former.isUsable()).isFalse();
                assertThatThrownBy(() -> former.audit(fact(9))).isInstanceOf(LeadershipLost.class);
            }
            leaders.get(i).audit(fact(i));
        }

        assertThat(leaders).extracting(ControlStore::epoch).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(leaders.getLast().auditAfter(0, 10))
                .extracting(AuditEntry::fact)
                .containsExactly(fact(1), fact(2), fact(3), fact(4));
        leaders.subList(1, leaders.size()).forEach(ControlStore::close);
    }

    /** Whoever still believes to lead may read, so that the table that holds is served on. */
    @Test
    default void formerLeaderStillReads() {
        store().putIntent(US, new RegionIntent(7, true), fact(1));
        store().saveDecision(TableVersion.NONE, decision(null, 7));
        try (ControlStore successor = open()) {
            successor.putIntent(US, new RegionIntent(8, true), fact(2));

            assertThat(store().intents()).containsEntry(US, new RegionIntent(8, true));
            assertThat(store().latestDecision()).isEqualTo(decision(null, 7));
        }
    }

    @Test
    default void workThatWasBegunBeforeATakeoverIsStoredWholeOrNotAtAll() {
        ControlStore former = store();
        try (ControlStore successor = open()) {
            assertThatThrownBy(() -> former.together(() -> {
                        former.addDrain(drain("one", US), fact(1));
                        return former.addDrain(drain("two", EU), fact(2));
                    }))
                    .isInstanceOf(LeadershipLost.class);
            assertThat(successor.openDrains()).isEmpty();
            assertThat(successor.auditAfter(0, 10)).isEmpty();
        }
    }

    @Test
    default void ofDecisionsThatFollowTheSameOneJustOneIsSaved() throws Exception {
        Decision first = decision(null, 100);
        store().saveDecision(TableVersion.NONE, first);
        List<Callable<Boolean>> rivals = new ArrayList<>();
        for (int weight = 1; weight <= 8; weight++) {
            Decision rival = decision(first, weight);
            rivals.add(() -> store().saveDecision(first.table().version(), rival));
        }
        int saved = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> rival : threads.invokeAll(rivals)) {
                saved += rival.get() ? 1 : 0;
            }
        }

        assertThat(saved).isEqualTo(1);
        assertThat(store().latestVersion()).isEqualTo(new TableVersion(3, 2));
    }
}
