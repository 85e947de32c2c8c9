package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.e2e.client.Load;
import dev.meridian.e2e.client.Operator;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.RunningProgram;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A region that dies under load takes no request with it but what was being streamed from it. */
@Order(8)
@ExtendWith(SharedWorld.class)
final class KilledRegionTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** An edge's own breaker of a region that was dead lets the first requests pass after 30 s. */
    private static final Duration BREAKER = Duration.ofSeconds(45);

    private static final int CLIENTS_PER_EDGE = 6;
    private static final int WARM = 100;

    @Test
    void killedRegionLosesNoRequestAndComesBackByARamp(World world) {
        world.simulator().fault("{\"fault\":{\"kind\":\"pace\",\"first_token\":\"30ms\",\"tokens_per_second\":200}}");
        Operator operator = world.operator();
        RunningProgram edge = world.edge(Regions.EU);
        try (Load load = Load.of(IntStream.range(0, CLIENTS_PER_EDGE)
                .boxed()
                .flatMap(_ -> Regions.othersThan(Regions.EU).stream().map(world::client))
                .toList())) {
            await("eu-west-1 serves some of it")
                    .atMost(SOON)
                    .until(() ->
                            load.outcomes().size() > WARM && regions(load, 0).contains(Regions.EU));
            edge.kill();
            int killed = load.outcomes().size();
            await("eu-west-1 has no share").atMost(SOON).until(() -> operator.share(Regions.EU) == 0);
            await("traffic after it").atMost(SOON).until(() -> load.outcomes().size() > killed + WARM);

            assertThat(load.lost()).isEmpty();
            assertThat(load.outcomes())
                    .as("streams that were cut")
                    .filteredOn(outcome -> !outcome.ok())
                    .allMatch(outcome -> outcome.region().equals(Regions.EU))
                    .hasSizeLessThanOrEqualTo(2 * CLIENTS_PER_EDGE);

            Set<Integer> seen = comeBack(world, operator, edge);
            assertThat(seen).as("shares on the way back").anyMatch(share -> share > 0 && share < 3_571);
            int back = load.outcomes().size();
            await("eu-west-1 serves again")
                    .atMost(BREAKER)
                    .until(() -> regions(load, back).contains(Regions.EU));
            assertThat(load.stop().lost()).isEmpty();
        }
    }

    private static Set<Integer> comeBack(World world, Operator operator, RunningProgram edge) {
        Set<Integer> seen = new TreeSet<>();
        world.restart(edge);
        await("eu-west-1 has its whole share").atMost(SOON).until(() -> {
            int share = operator.share(Regions.EU);
            seen.add(share);
            return share == 3_571;
        });
        return seen;
    }

    private static List<String> regions(Load load, int from) {
        List<Load.Outcome> all = load.outcomes();
        return all.subList(from, all.size()).stream().map(Load.Outcome::region).toList();
    }
}
