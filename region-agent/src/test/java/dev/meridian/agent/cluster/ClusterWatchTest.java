package dev.meridian.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.meridian.agent.config.ClusterSettings;
import dev.meridian.agent.fake.ApiRelay;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Loop;
import dev.meridian.agent.loop.Pause;
import dev.meridian.fixtures.KubeApiServer;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.NodeTrouble;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real API server, over a relay that can fail. */
@SuppressWarnings("NullAway.Init")
class ClusterWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Endpoint> FALLBACK = List.of(Endpoint.parse("ai-proxy"));
    private static final long SEED = 20_261_126;

    private static KubeApiServer kubernetes;
    private static int regions;

    private final AtomicLong aheadNanos = new AtomicLong();
    private RegionOfPods region;
    private ApiRelay relay;
    private KubernetesApi api;
    private ClusterWatch watch;
    private Loop loop;

    @BeforeAll
    static void startKubernetes(@TempDir Path dir) throws Exception {
        assertThat(KubeApiServer.isThere())
                .as("etcd and kube-apiserver; infra/bin/test installs and builds them into %s", KubeApiServer.folder())
                .isTrue();
        kubernetes = new KubeApiServer(dir);
        RegionOfPods.nodes(kubernetes);
    }

    @AfterAll
    static void stopKubernetes() {
        kubernetes.close();
    }

    @BeforeEach
    void followARegionOfTwoPods() throws Exception {
        region = new RegionOfPods(kubernetes, "ai-services-" + ++regions);
        region.readyPod("a");
        region.readyPodElsewhere("b");
        relay = new ApiRelay(kubernetes.url().getPort(), kubernetes.tls());
    }

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.close();
        }
        if (watch != null) {
            watch.close();
        }
        relay.close();
    }

    @Test
    void regionIsKnownAndFollowed() throws Exception {
        follow(KubeApiServer.adminToken());

        awaitReady(2);
        assertThat(watch.edges()).hasSize(1);
        assertThat(watch.report().endpoints()).isEqualTo(1);
        assertThat(watch.report().rollout()).isFalse();

        region.readyPod("c");
        awaitReady(3);
        assertThat(watch.edges()).hasSize(2);

        region.delete("a");
        region.delete("b");
        region.delete("c");
        await().atMost(PATIENCE).until(() -> watch.report().noneReady());
        assertThat(watch.edges()).isEmpty();
    }

    @Test
    void cordonOfTheNodeIsSeen() throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        kubernetes.merge("/api/v1/nodes/" + RegionOfPods.NODE, "{\"spec\": {\"unschedulable\": true}}");
        await().atMost(PATIENCE).until(() -> watch.report().node().contains(NodeTrouble.CORDONED));

        kubernetes.merge("/api/v1/nodes/" + RegionOfPods.NODE, "{\"spec\": {\"unschedulable\": null}}");
        await().atMost(PATIENCE).until(() -> watch.report().node().isEmpty());
    }

    @Test
    void regionOfTheNodeIsItsLabel() throws Exception {
        connect(KubeApiServer.adminToken(), RegionOfPods.NODE);
        assertThat(api.regionOfNode()).isEqualTo(new RegionId("eu-west-1"));
        api.close();

        connect(KubeApiServer.adminToken(), "node-9");
        assertThatIllegalStateException().isThrownBy(api::regionOfNode).withMessage("the cluster has no node node-9");
        api.close();
    }

    @Test
    void namespaceThatNobodyNamesIsAskedFor() {
        ClusterSettings without =
                new ClusterSettings(true, "", RegionOfPods.NODE, "app=ai-proxy", "", "", 8080, Duration.ofMinutes(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KubernetesApi.connect(without, Config.empty()))
                .withMessageStartingWith("meridian.agent.cluster.namespace is required");
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 429, 500})
    void viewIsRightAgainAfterErrorsWithBoundedRequests(int status) throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        relay.answer(status);
        relay.cut();
        region.delete("a");
        region.readyPod("c");
        region.readyPod("d");
        int before = relay.requests().size();
        await().atMost(PATIENCE).until(() -> relay.requests().size() >= before + 12);
        relay.answer(null);

        awaitReady(3);
        assertThat(watch.edges()).hasSize(2);
    }

    @Test
    void requestsWhileTheApiServerIsAwayAreFew() throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        relay.answer(500);
        relay.cut();
        int before = relay.requests().size();
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .until(() -> System.nanoTime() - start > Duration.ofSeconds(15).toNanos());

        assertThat(relay.requests().size() - before)
                .as("of four kinds, each after 0.5, 1, 2, 4 and 8 s, and signs of life")
                .isLessThan(45);
        assertThat(watch.edges()).as("those that were there before").hasSize(1);
    }

    @Test
    void viewIsRightAgainAfterClosedWatches() throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        for (int i = 0; i < 5; i++) {
            relay.cut();
            region.readyPod("more-" + i);
        }

        awaitReady(7);
    }

    @Test
    void viewIsRightAgainAfterARestartOfTheApiServer() throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        kubernetes.stop();
        relay.cut();
        kubernetes.restart();
        region.readyPod("c");

        awaitReady(3);
    }

    @Test
    void deadConnectionIsNoticedAndReplaced() throws Exception {
        follow(KubeApiServer.adminToken());
        awaitReady(2);

        relay.fallSilent();
        region.readyPod("c");
        int before = relay.requests().size();
        await().atMost(PATIENCE).until(() -> relay.requests().size() > before);
        aheadNanos.addAndGet(ClusterWatch.CURRENT_FOR.plusSeconds(1).toNanos());
        ClusterReport stale = watch.report();
        assertThat(stale.view()).isEqualTo(ClusterView.STALE);
        assertThat(stale.age()).isGreaterThan(ClusterWatch.CURRENT_FOR);
        assertThat(stale.pods().ready()).as("what was true before").isEqualTo(2);
        relay.awaitTimeout();
        relay.awaitTimeout();
        relay.answer(503);
        relay.speak();
        int refused = relay.requests().size();
        await().atMost(PATIENCE).until(() -> relay.requests().size() > refused);
        relay.answer(null);

        awaitReady(3);
    }

    @Test
    void nothingIsSaidOfAClusterThatWasNeverSeen() throws Exception {
        relay.answer(500);
        follow(KubeApiServer.adminToken());
        await().atMost(PATIENCE).until(() -> relay.requests().size() > 8);

        assertThat(watch.report()).isEqualTo(ClusterReport.UNSEEN);
        assertThat(watch.edges()).isEqualTo(FALLBACK);

        relay.answer(null);
        awaitReady(2);
    }

    @Test
    void roleOfTheChartSufficesAndItsLackIsTold() throws Exception {
        follow(region.agentToken());
        await().atMost(PATIENCE).until(() -> relay.requests().size() > 8);
        assertThat(watch.report().view()).isEqualTo(ClusterView.UNSEEN);
        assertThat(watch.failures()).anyMatch(kind -> kind.startsWith("pods: HTTP 403 pods is forbidden"));

        region.grantRole();

        awaitReady(2);
    }

    private void follow(String token) {
        connect(token, RegionOfPods.NODE);
        watch = new ClusterWatch(
                api,
                settings(RegionOfPods.NODE),
                FALLBACK,
                new Jitter(new Random(SEED)),
                () -> System.nanoTime() + aheadNanos.get());
        loop = Loop.start("cluster", watch, Pause.SLEEP, () -> {});
    }

    private void connect(String token, String node) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + relay.port())
                .withOauthToken(token)
                .build();
        api = KubernetesApi.connect(settings(node), config);
    }

    private ClusterSettings settings(String node) {
        return new ClusterSettings(
                true, region.namespace, node, "app=ai-proxy", "ai-proxy", "ai-proxy", 8080, Duration.ofMinutes(2));
    }

    private void awaitReady(int pods) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watch.report())
                        .extracting(ClusterReport::view, report -> report.pods().ready())
                        .containsExactly(ClusterView.CURRENT, pods));
    }
}
