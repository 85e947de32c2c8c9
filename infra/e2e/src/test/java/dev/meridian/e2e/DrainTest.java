package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.LongStream;
import dev.meridian.e2e.client.Operator;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A drain empties a region of new requests and of nothing else, and what it took comes back by steps. */
@Order(4)
@ExtendWith(SharedWorld.class)
final class DrainTest {
    private static final int FULL = 3_571;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Of 100 requests to an edge, an undrained region of 36 % would miss all once in 10^19 runs. */
    private static final int REQUESTS = 100;

    @Test
    void gracefulDrainEmptiesARegionBySteps(World world) {
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        world.operator().drain(Regions.EU, "GRACEFUL", LONG);

        awaitShare(world, Regions.EU, 0, seen);

        assertThat(seen).as("shares on the way to nothing").anyMatch(share -> share > 0 && share < FULL);
        assertNoNewRequests(world, Regions.EU);
        assertThat(world.operator()
                        .region(Regions.EU)
                        .path("state")
                        .path("health")
                        .asString())
                .isEqualTo("DRAINED");
    }

    @Test
    void emergencyDrainEmptiesARegionAtOnceAndItsRunningStreamsFinish(World world) throws Exception {
        world.simulator().fault("{\"match\":{\"stream\":true},\"fault\":{\"kind\":\"pace\",\"tokens_per_second\":20}}");
        LongStream stream = streamServedBy(world, Regions.EU);
        String before = world.operator().version();
        world.operator().drain(Regions.EU, "EMERGENCY", LONG);

        await("the edges say what is left to end")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(streamsLeft(world)).isEqualTo("{\"running\":1,\"edges\":3,\"silent\":0}"));
        await("a new table")
                .atMost(SOON)
                .until(() -> !world.operator().version().equals(before));
        assertThat(world.operator().share(Regions.EU)).isZero();
        assertNoNewRequests(world, Regions.EU);
        assertThat(stream.running())
                .as("the stream outlasts the beginning of the drain")
                .isTrue();
        assertThat(stream.lines()).last().isEqualTo("data: [DONE]");
        assertThat(stream.lines()).noneMatch(line -> line.contains("\"error\""));
        await("nothing is left to end")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(streamsLeft(world)).isEqualTo("{\"running\":0,\"edges\":3,\"silent\":0}"));
    }

    @Test
    void endedDrainBringsTheRegionBackByARamp(World world) {
        Operator operator = world.operator();
        String drain = operator.drain(Regions.EU, "EMERGENCY", LONG);
        awaitShare(world, Regions.EU, 0, new ConcurrentSkipListSet<>());
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        operator.endDrain(drain);

        awaitShare(world, Regions.EU, FULL, seen);

        assertThat(seen).as("shares on the way back").anyMatch(share -> share > 0 && share < FULL);
        world.awaitTable(Regions.US);
        await("requests come back")
                .atMost(SOON)
                .until(() -> world.client(Regions.US).servingRegion().equals(Regions.EU));
    }

    @Test
    void expiredDrainEndsByItself(World world) {
        Operator operator = world.operator();
        String drain = operator.drain(Regions.EU, "EMERGENCY", Duration.ofSeconds(3));
        awaitShare(world, Regions.EU, 0, new ConcurrentSkipListSet<>());

        awaitShare(world, Regions.EU, FULL, new ConcurrentSkipListSet<>());

        assertThat(operator.drains()).doesNotContain(drain);
    }

    @Test
    void lastUndrainedRegionCannotBeDrained(World world) {
        world.operator().drain(Regions.EU, "EMERGENCY", LONG);
        world.operator().drain(Regions.AP, "EMERGENCY", LONG);
        String body = "{\"region\":\"us-west-2\",\"reason\":\"a test\",\"expiresAt\":\"%s\"}"
                .formatted(java.time.Instant.now().plusSeconds(60));

        assertThat(world.operator().call("POST", "/v1/drains", body).status()).isEqualTo(409);
        await("us-west-2 serves alone")
                .atMost(SOON)
                .until(() -> world.operator().share(Regions.US) == 10_000);
    }

    private static String streamsLeft(World world) {
        return world.operator()
                .call("GET", "/v1/drains", "")
                .json()
                .path("streams")
                .path(Regions.EU)
                .toString();
    }

    private static LongStream streamServedBy(World world, String region) {
        return Stream.generate(() -> LongStream.read(world.client(Regions.US).stream("sim:tokens=400")))
                .limit(REQUESTS)
                .filter(stream -> stream.region().equals(region))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream is served by " + region));
    }

    private static void awaitShare(World world, String region, int share, Set<Integer> seen) {
        await(region + " has " + share + " basis points").atMost(SOON).until(() -> {
            Map<String, Integer> shares = world.operator().shares(Regions.US);
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(10_000);
            int now = shares.getOrDefault(region, 0);
            seen.add(now);
            return now == share;
        });
    }

    private static void assertNoNewRequests(World world, String drained) {
        Regions.ALL.forEach(world::awaitTable);
        int before = world.simulator().chats(drained).path("requests").size();
        List<String> served = Regions.ALL.stream()
                .flatMap(region -> Stream.generate(() -> world.client(region).servingRegion())
                        .limit(REQUESTS))
                .toList();

        assertThat(served).doesNotContain(drained).containsAll(Regions.othersThan(drained));
        assertThat(world.simulator().chats(drained).path("requests").size()).isEqualTo(before);
    }
}
