package dev.meridian.edge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.meridian.edge.catalog.ModelList.Source;
import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.FallbackSettings;
import dev.meridian.edge.settings.UpstreamSettings;
import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an upstream that answers what it is told to. */
@SuppressWarnings("NullAway.Init")
class ModelCatalogTest {
    private static final String LIST = "{\"data\":[{\"id\":\"gpt-9\"}]}";

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String body = LIST;
    private volatile int declared = LIST.length();
    private volatile int status = 200;
    private final AtomicLong now = new AtomicLong();
    private HttpServer upstream;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.setExecutor(threads);
        upstream.createContext("/v1/models", exchange -> {
            asked.incrementAndGet();
            await(go);
            exchange.sendResponseHeaders(status, declared);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (declared == body.length()) {
                exchange.close(); // else the rest of the answer never comes
            }
        });
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
        threads.shutdownNow();
    }

    @Test
    void manyWhoAskAtOnceCostOneCallAndThenNone() throws Exception {
        ModelCatalog catalog = catalog(threads);
        List<CompletableFuture<ModelList>> all =
                java.util.stream.Stream.generate(catalog::list).limit(20).toList();
        go.countDown();
        for (CompletableFuture<ModelList> one : all) {
            assertThat(one.get(10, TimeUnit.SECONDS).json()).isEqualTo(LIST);
        }
        ModelList cached = catalog.list().get(10, TimeUnit.SECONDS);
        assertThat(cached.source()).isEqualTo(Source.CACHE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void listThatComesAtOnceIsCachedToo() throws Exception {
        go.countDown();
        ModelCatalog catalog = catalog(Runnable::run);
        assertThat(catalog.list().get(10, TimeUnit.SECONDS).source()).isEqualTo(Source.UPSTREAM);
        assertThat(catalog.list().get(10, TimeUnit.SECONDS).source()).isEqualTo(Source.CACHE);
    }

    @Test
    void modelsAreKnownFromTheChainAndTheList() throws Exception {
        go.countDown();
        ModelCatalog catalog = catalog(threads);
        assertThat(catalog.knows("anything")).as("before the list has come").isTrue();
        catalog.list().get(10, TimeUnit.SECONDS);
        assertThat(catalog.knows("gpt-9")).isTrue();
        assertThat(catalog.knows("gpt-4.1")).isTrue();
        assertThat(catalog.knows("anything")).isFalse();
    }

    @Test
    void modelThatIsAddedLaterIsKnownAsSoonAsItIsAskedForAndTheListIsStale() throws Exception {
        go.countDown();
        ModelCatalog catalog = catalog(threads);
        catalog.list().get(10, TimeUnit.SECONDS);
        offer("{\"data\":[{\"id\":\"gpt-10\"}]}");
        assertThat(lists(catalog, "gpt-10")).as("by a fresh list").isFalse();
        assertThat(asked).hasValue(1);
        now.addAndGet(ModelCatalog.FRESH.toNanos());
        assertThat(catalog.knows("gpt-10")).isFalse();
        assertThat(lists(catalog, "gpt-10")).isTrue();
        assertThat(catalog.knows("gpt-10")).isTrue();
    }

    @Test
    void manyUnknownModelsCostOneCallInTheTimeThatAListIsFresh() throws Exception {
        go.countDown();
        ModelCatalog catalog = catalog(threads);
        catalog.list().get(10, TimeUnit.SECONDS);
        now.addAndGet(ModelCatalog.FRESH.toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(lists(catalog, "made-up-" + i)).isFalse();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void noModelIsRefusedWhereNoListCanBeHad() throws Exception {
        go.countDown();
        ModelCatalog catalog = catalog(threads);
        catalog.list().get(10, TimeUnit.SECONDS);
        status = 503;
        now.addAndGet(ModelCatalog.FRESH.toNanos());
        assertThat(lists(catalog, "gpt-10")).isTrue();
        assertThat(lists(catalog, "gpt-10")).isTrue();
        assertThat(asked).as("a failure is remembered").hasValue(2);
        status = 200;
        now.addAndGet(ModelCatalog.FAILURE_FRESH.toNanos());
        assertThat(lists(catalog, "gpt-10")).isFalse();
    }

    @Test
    void chainServesWhileTheUpstreamIsAway() throws Exception {
        upstream.stop(0);
        ModelList list = catalog(threads).list().get(10, TimeUnit.SECONDS);
        assertThat(list.source()).isEqualTo(Source.CHAIN);
        assertThat(list.json()).contains("gpt-4.1", "deepseek-v3.2");
    }

    @Test
    void upstreamThatStopsWithinItsAnswerIsAway() throws Exception {
        declared = 1_000;
        go.countDown();
        ModelList list = catalog(threads).list().get(20, TimeUnit.SECONDS);
        assertThat(list.source()).isEqualTo(Source.CHAIN);
    }

    private static boolean lists(ModelCatalog catalog, String model) throws Exception {
        return catalog.lists(model).get(10, TimeUnit.SECONDS);
    }

    private void offer(String list) {
        declared = list.length();
        body = list;
    }

    private ModelCatalog catalog(Executor executor) {
        Endpoint endpoint =
                Endpoint.parse("http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1");
        CurrentFallback fallback = new CurrentFallback(FallbackSettings.read(null, null, 3));
        UpstreamSettings settings = new UpstreamSettings(endpoint, "key", Duration.ofSeconds(60), 3);
        return new ModelCatalog(settings, new CurrentApiKey("key"), fallback, executor, now::get);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
