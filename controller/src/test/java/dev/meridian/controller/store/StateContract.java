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
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
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
import org.junit.jupiter.api.Test;

/** Intents, drains, what is held, decisions and tables: what is acknowledged survives, whole, and nothing else does. */
interface StateContract extends OpenStore {
    @Test
    default void intentsSurviveAndTheLastOneHolds() {
        store().putIntent(US, new RegionIntent(7, true), fact(1));
        store().putIntent(US, new RegionIntent(8, false), fact(1));
        store().putIntent(EU, new RegionIntent(1_000, true), fact(1));
        reopen();

        assertThat(store().intents())
                .hasSize(2)
                .containsEntry(US, new RegionIntent(8, false))
                .containsEntry(EU, new RegionIntent(1_000, true));
    }

    @Test
    default void drainsSurvive() {
        Drain drain = drain("one", US);
        assertThat(store().addDrain(drain, fact(1))).isEqualTo(drain);
        reopen();

        assertThat(store().openDrains()).containsExactly(drain);
        assertThat(store().endedDrains()).isEmpty();
    }

    @Test
    default void regionHasOneOpenDrainAtMost() {
        Drain first = drain("one", US);
        store().addDrain(first, fact(1));

        assertThat(store().addDrain(drain("two", US), fact(1))).isEqualTo(first);
        assertThat(store().addDrain(drain("three", EU), fact(1)).id()).isEqualTo("three");
        assertThat(store().openDrains()).extracting(Drain::id).containsExactly("one", "three");
    }

    @Test
    default void endedDrainIsOfThePastAndMakesRoom() {
        store().addDrain(drain("one", US), fact(1));

        assertThat(store().endDrain("one", "alice", NOON.plusSeconds(60), fact(1)))
                .isTrue();
        assertThat(store().endDrain("one", "bob", NOON.plusSeconds(90), fact(1)))
                .isFalse();
        assertThat(store().endDrain("never", "bob", NOON, fact(1))).isFalse();
        assertThat(store().openDrains()).isEmpty();
        assertThat(store().endedDrains())
                .containsExactly(new EndedDrain(drain("one", US), NOON.plusSeconds(60), "alice"));
        assertThat(store().addDrain(drain("two", US), fact(1)).id()).isEqualTo("two");
    }

    @Test
    default void endedDrainsAreBoundedAndTheLatestStay() {
        for (int i = 0; i < ControlStore.MAX_ENDED_DRAINS + 3; i++) {
            store().addDrain(drain("drain-" + i, US), fact(1));
            store().endDrain("drain-" + i, "ops", NOON.plusSeconds(i), fact(1));
        }

        assertThat(store().endedDrains()).hasSize(ControlStore.MAX_ENDED_DRAINS);
        assertThat(store().endedDrains().getFirst().drain().id()).isEqualTo("drain-1002");
        assertThat(store().endedDrains().getLast().drain().id()).isEqualTo("drain-3");
    }

    @Test
    default void openDrainCanBeGivenAnotherEnd() {
        Drain drain = drain("one", US);
        Instant later = NOON.plus(Duration.ofHours(5));
        store().addDrain(drain, fact(1));

        assertThat(store().extendDrain("one", later, fact(2))).isTrue();
        reopen();
        assertThat(store().openDrains()).containsExactly(drain.until(later));
        store().endDrain("one", "ops", NOON, fact(3));
        assertThat(store().extendDrain("one", later, fact(4))).isFalse();
        assertThat(store().auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1), fact(2), fact(3));
    }

    @Test
    default void whatIsDoneTogetherIsStoredAsAWhole() {
        boolean seen = store().together(() -> {
            store().addDrain(drain("one", US), fact(1));
            store().putIntent(EU, new RegionIntent(3, true), fact(2));
            store().keepAnswer(answer("alice", "key", NOON));
            return store().openDrains().size() == 1;
        });
        reopen();

        assertThat(seen).as("the work sees what it did").isTrue();
        assertThat(store().openDrains()).hasSize(1);
        assertThat(store().intents()).containsEntry(EU, new RegionIntent(3, true));
        assertThat(store().answer("alice", "key", NOON)).isNotNull();
    }

    @Test
    default void whatIsDoneTogetherAndFailsIsNotStoredAtAll() {
        store().addDrain(drain("zero", EU), fact(1));
        assertThatThrownBy(() -> store().together(() -> {
                    store().addDrain(drain("one", US), fact(2));
                    store().putIntent(EU, new RegionIntent(3, true), fact(3));
                    store().endDrain("zero", "ops", NOON, fact(4));
                    store().keepAnswer(answer("alice", "key", NOON));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");

        assertThat(store().openDrains()).extracting(Drain::id).containsExactly("zero");
        assertThat(store().endedDrains()).isEmpty();
        assertThat(store().intents()).isEmpty();
        assertThat(store().answer("alice", "key", NOON)).isNull();
        assertThat(store().auditAfter(0, 10)).extracting(AuditEntry::fact).containsExactly(fact(1));
        store().addDrain(drain("two", US), fact(5));
        assertThat(store().openDrains()).hasSize(2);
    }

    @Test
    default void decisionSurvivesWhole() {
        Decision decision = decision(null, 100);
        assertThat(store().latestDecision()).isNull();
        assertThat(store().latestVersion()).isEqualTo(TableVersion.NONE);

        assertThat(store().saveDecision(TableVersion.NONE, decision)).isTrue();
        reopen();

        assertThat(store().latestDecision()).isEqualTo(decision);
        assertThat(store().latestVersion()).isEqualTo(decision.table().version());
    }

    @Test
    default void freezeAndPinsAndRulesSurviveAndTheLastOnesHold() {
        Freeze freeze = new Freeze("it's \"broken\"", "ops", NOON);
        Pin pin = pin(EU, 10_000);
        SafetyRules rules = new SafetyRules(2, List.of(new TreeSet<>(List.of(US, EU))));
        assertThat(store().steering()).isEqualTo(Steering.NONE);

        store().putFreeze(new Freeze("first", "ops", NOON), fact(1));
        store().putFreeze(freeze, fact(2));
        store().putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000), OriginId.DEFAULT, pin)), fact(3));
        store().putPins(new TreeMap<>(Map.of(OriginId.of(US), pin)), fact(4));
        store().putSafetyRules(new SafetyRules(3, List.of(new TreeSet<>(List.of(US, new RegionId("gone"))))), fact(5));
        store().putSafetyRules(rules, fact(6));
        reopen();

        assertThat(store().steering())
                .isEqualTo(new Steering(
                        freeze, new TreeMap<>(Map.of(OriginId.of(US), pin, OriginId.DEFAULT, pin)), rules));
        assertThat(store().auditAfter(0, 10)).hasSize(6);
    }

    @Test
    default void whatIsHeldIsLetGoOnceAndToldOnce() {
        store().putFreeze(new Freeze("first", "ops", NOON), fact(1));
        store().putPins(new TreeMap<>(Map.of(OriginId.of(US), pin(US, 10_000))), fact(2));

        assertThat(store().endFreeze(fact(3))).isTrue();
        assertThat(store().endFreeze(fact(4))).isFalse();
        assertThat(store().endPin(OriginId.of(US), fact(5))).isTrue();
        assertThat(store().endPin(OriginId.of(US), fact(6))).isFalse();
        assertThat(store().steering()).isEqualTo(Steering.NONE);
        assertThat(store().auditAfter(0, 10))
                .extracting(AuditEntry::fact)
                .containsExactly(fact(1), fact(2), fact(3), fact(5));
    }

    @Test
    default void publishedTablesSurviveAndTheLatestStay() {
        HistoryBounds three = new HistoryBounds(3, Long.MAX_VALUE);
        Decision decision = decision(null, 1);
        for (int weight = 2; weight <= 6; weight++) {
            store().keepTable(new KeptTable(decision.table(), List.of("weight", "it's\nbroken")), three);
            decision = decision(decision, weight);
        }
        reopen();

        assertThat(store().tablesAfter(TableVersion.NONE, 10))
                .extracting(Publication::version)
                .containsExactly(new TableVersion(3, 3), new TableVersion(3, 4), new TableVersion(3, 5));
        assertThat(store().tablesAfter(new TableVersion(3, 3), 1))
                .containsExactly(new Publication(new TableVersion(3, 4), NOON, List.of("weight", "it's broken")));
        assertThat(store().keptTable(new TableVersion(3, 2))).isNull();
        KeptTable kept = Objects.requireNonNull(store().keptTable(new TableVersion(3, 4)));
        assertThat(kept.table().sharesOf(OriginId.DEFAULT).of(US).value()).isEqualTo(385);
        assertThat(kept.why()).containsExactly("weight", "it's broken");
    }

    @Test
    default void twoWritersAtOnceGiveOneDrainEach() throws Exception {
        int rounds = 20;
        try (ExecutorService writers = Executors.newFixedThreadPool(2)) {
            Callable<Integer> writer = () -> {
                int won = 0;
                for (int i = 0; i < rounds; i++) {
                    String id = Thread.currentThread().threadId() + "-" + i;
                    won += store().addDrain(drain(id, new RegionId("r" + i)), fact(i))
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
        assertThat(store().openDrains()).hasSize(rounds);
    }
}
