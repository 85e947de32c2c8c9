package dev.meridian.controller.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.store.EndedDrain;
import dev.meridian.controller.store.MemoryControlStore;
import dev.meridian.controller.store.StoreFailure;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

final class IntentsTest {
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId EU = new RegionId("eu-west-1");

    private static final Actor ALICE = new Actor("alice", "operator", "1");
    private static final Actor BOB = new Actor("bob", "operator", "2");
    private static final Actor CAROL = new Actor("carol", "operator", "3");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
    private final AtomicInteger changes = new AtomicInteger();
    private final MemoryControlStore.Disk disk = new MemoryControlStore.Disk();
    private final Intents intents =
            new Intents(regions(), new MemoryControlStore(disk), now::get, changes::incrementAndGet);

    @Test
    void whatAnOperatorSetHoldsOverTheFile() {
        intents.put(US, new RegionIntent(7, true), ALICE);

        assertThat(intents.effective())
                .containsEntry(US, new RegionIntent(7, true))
                .containsEntry(EU, new RegionIntent(100, true));
        assertThat(changes).hasValue(1);
    }

    @Test
    void intentOfARegionThatIsGoneIsIgnored() {
        new MemoryControlStore(disk);
        MemoryControlStore store = new MemoryControlStore(disk);
        store.putIntent(
                new RegionId("gone"),
                new RegionIntent(1, true),
                ALICE.did(now.get(), "intent.set", "gone", null, null, null));

        assertThat(new Intents(regions(), store, now::get, changes::incrementAndGet).effective())
                .containsOnlyKeys(US, EU);
    }

    @Test
    void drainEndsByItselfAndIsRememberedAsExpired() {
        Drain drain = intents.startDrain(request(US, Duration.ofHours(1)), ALICE);
        assertThat(intents.activeDrains()).containsExactly(drain);
        now.set(drain.expiresAt());

        assertThat(intents.activeDrains()).isEmpty();
        intents.endExpired();
        assertThat(intents.endedDrains())
                .containsExactly(new EndedDrain(drain, drain.expiresAt(), EndedDrain.BY_EXPIRY));
    }

    @Test
    void regionCanBeDrainedAgainAfterExpiry() {
        Drain first = intents.startDrain(request(US, Duration.ofHours(1)), ALICE);
        now.set(first.expiresAt().plusSeconds(1));

        assertThat(intents.startDrain(request(US, Duration.ofHours(1)), BOB).id())
                .isNotEqualTo(first.id());
    }

    @Test
    void secondDrainOfARegionIsRefusedAndNamesTheFirst() {
        Drain first = intents.startDrain(request(US, Duration.ofHours(1)), ALICE);

        assertThatThrownBy(() -> intents.startDrain(request(US, Duration.ofHours(1)), BOB))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(HttpStatus.CONFLICT))
                .hasMessageContaining(first.id());
        assertThat(changes).hasValue(1);
    }

    @Test
    void lastRegionCannotBeTakenAway() {
        intents.startDrain(request(US, Duration.ofHours(1)), ALICE);

        assertThatThrownBy(() -> intents.startDrain(request(EU, Duration.ofHours(1)), BOB))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "draining region eu-west-1 would leave no enabled region without a drain, one must be left");
        assertThatThrownBy(() -> intents.put(EU, new RegionIntent(100, false), BOB))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> intents.put(EU, new RegionIntent(0, true), BOB))
                .isInstanceOf(Refused.class);
        intents.put(US, new RegionIntent(0, true), BOB);
        assertThat(intents.activeDrains()).extracting(Drain::region).containsExactly(US);
    }

    @Test
    void twoOperatorsAtOnceCannotDrainBothRegions() throws Exception {
        try (ExecutorService operators = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> attempts = operators.invokeAll(List.of(drains(US), drains(EU)));
            int won = 0;
            for (Future<Boolean> attempt : attempts) {
                won += attempt.get() ? 1 : 0;
            }
            assertThat(won).isOne();
        }
        assertThat(intents.activeDrains()).hasSize(1);
    }

    @Test
    void endingIsIdempotentAndUnknownDrainsAreNamedAsSuch() {
        Drain drain = intents.startDrain(request(US, Duration.ofHours(1)), ALICE);
        intents.endDrain(drain.id(), BOB);
        intents.endDrain(drain.id(), CAROL);

        assertThat(intents.endedDrains()).extracting(EndedDrain::endedBy).containsExactly("bob");
        assertThatThrownBy(() -> intents.endDrain("never", BOB))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.status()).isEqualTo(HttpStatus.NOT_FOUND));
    }

    @Test
    void drainHasAnEndWithinItsBounds() {
        assertThatThrownBy(() -> intents.startDrain(request(US, Duration.ZERO), ALICE))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("must be after now");
        assertThatThrownBy(() -> intents.startDrain(request(US, Duration.ofHours(73)), ALICE))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("the limit is PT72H");
        assertThatThrownBy(() -> intents.startDrain(
                        new DrainRequest(US, DrainMode.GRACEFUL, " ", now.get().plusSeconds(60)), ALICE))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("reason must not be empty");
        assertThat(changes).hasValue(0);
    }

    @Test
    void whatTheStoreDidNotTakeIsNotInForce() {
        disk.setBroken(true);
        assertThatThrownBy(() -> intents.put(US, new RegionIntent(7, true), ALICE))
                .isInstanceOf(StoreFailure.class);
        disk.setBroken(false);

        assertThat(intents.effective()).containsEntry(US, new RegionIntent(100, true));
        assertThat(changes).hasValue(0);
    }

    private Callable<Boolean> drains(RegionId region) {
        return () -> {
            try {
                intents.startDrain(request(region, Duration.ofHours(1)), ALICE);
                return true;
            } catch (Refused e) {
                return false;
            }
        };
    }

    private DrainRequest request(RegionId region, Duration lasting) {
        return new DrainRequest(
                region, DrainMode.GRACEFUL, "kernel upgrade", now.get().plus(lasting));
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
