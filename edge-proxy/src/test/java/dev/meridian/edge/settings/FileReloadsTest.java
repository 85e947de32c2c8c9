package dev.meridian.edge.settings;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@SuppressWarnings("NullAway.Init")
class FileReloadsTest {
    @TempDir
    private Path folder;

    @Test
    void bugsCostOneVersionEach() throws IOException {
        Path file = folder.resolve("prices.yaml");
        CurrentPrices current = new CurrentPrices(Prices.DEFAULT);
        write(file, 1);
        FileReloads reloads = reloads(file, current);
        reloads.start();
        try {
            for (int price = 1; price <= 3; price++) {
                write(file, price);
                Price wanted = PricesFile.read(file).of("gpt-4.1");
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> current.get().of("gpt-4.1").equals(wanted));
            }
        } finally {
            reloads.stop();
        }
    }

    private static void write(Path file, int price) throws IOException {
        Files.writeString(file, "prices: {gpt-4.1: {output: " + price + "}}\n");
    }

    private static FileReloads reloads(Path prices, CurrentPrices current) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource(Map.of(
                "meridian.edge.origin", "us-west-2",
                "meridian.edge.prices-file", prices.toString(),
                "meridian.edge.reload-interval", "100ms"));
        EdgeSettings settings =
                new Binder(source).bind("meridian.edge", EdgeSettings.class).get();
        return new FileReloads(
                settings,
                EdgeTokens.read(settings),
                ControllerTls.read(settings),
                new CurrentApiKey("sk-api"),
                new FallbackFiles(settings, 3),
                new CurrentClientKeys(ClientKeys.NONE),
                current,
                new BrokenRegistry());
    }

    /** Cannot count the first two versions. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {
        private final AtomicInteger counted = new AtomicInteger();

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    switch (counted.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("a bug");
                        case 2 -> throw new AssertionError("a bug");
                        default -> super.increment(amount);
                    }
                }
            };
        }
    }
}
