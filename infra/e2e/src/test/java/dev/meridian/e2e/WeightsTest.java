package dev.meridian.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.meridian.e2e.client.ChatClient;
import dev.meridian.e2e.world.Regions;
import dev.meridian.e2e.world.SharedWorld;
import dev.meridian.e2e.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators weigh is what clients get. */
@Order(1)
@ExtendWith(SharedWorld.class)
final class WeightsTest {
    /** A share is then within 2.5 points of the truth but for once in 10 000 runs. */
    private static final int REQUESTS = 6_000;

    private static final int CLIENTS = 12;

    @Test
    void weightsOf100And100And80AreExactInTheTable(World world) {
        for (String origin : List.of(Regions.US, Regions.EU, Regions.AP, "default")) {
            assertThat(world.operator().shares(origin))
                    .isEqualTo(Map.of(Regions.US, 3_571, Regions.EU, 3_571, Regions.AP, 2_858));
        }
    }

    @Test
    void weightsOf100And100And80ShowUpInTheTraffic(World world) throws Exception {
        Map<String, Long> served = served(world.client(Regions.EU));

        Regions.SHARES.forEach((region, share) -> assertThat(100.0 * served.getOrDefault(region, 0L) / REQUESTS)
                .as("percent of %d requests served by %s", REQUESTS, region)
                .isCloseTo(share / 100.0, within(2.5)));
    }

    private static Map<String, Long> served(ChatClient client) throws Exception {
        Callable<List<String>> some = () -> {
            List<String> regions = new ArrayList<>();
            for (int i = 0; i < REQUESTS / CLIENTS; i++) {
                regions.add(client.servingRegion());
            }
            return regions;
        };
        List<String> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> each : clients.invokeAll(java.util.Collections.nCopies(CLIENTS, some))) {
                all.addAll(each.get());
            }
        }
        return all.stream().collect(Collectors.groupingBy(region -> region, Collectors.counting()));
    }
}
