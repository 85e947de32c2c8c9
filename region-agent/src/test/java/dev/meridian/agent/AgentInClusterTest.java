package dev.meridian.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meridian.agent.cluster.RegionOfPods;
import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.fixtures.KubeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole agent, as a process with an account of a real API server. */
class AgentInClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    @Test
    void agentReportsItsNodesEdgesAndItsRegionByTheNodesLabel() throws Exception {
        try (KubeApiServer kubernetes = new KubeApiServer(Files.createDirectory(dir.resolve("kubernetes")));
                FakeServer controller =
                        FakeServer.start(request -> Reply.of(request.target().equals("/v1/reports") ? 204 : 404))) {
            RegionOfPods.nodes(kubernetes);
            RegionOfPods region = new RegionOfPods(kubernetes, "ai-services");
            region.grantRole();
            region.readyPod("a");
            region.readyPodElsewhere("b");
            Process agent = start(kubernetes, region, controller);
            try {
                await().atMost(PATIENCE)
                        .until(() ->
                                controller.json("/v1/reports").stream().anyMatch(AgentInClusterTest::knowsBothPods));
                JsonNode report = controller.json("/v1/reports").getLast();
                assertThat(report.path("region").asString()).isEqualTo("eu-west-1");
                assertThat(report.path("edgesTotal").asInt())
                        .as("the pod of its own node")
                        .isEqualTo(1);
                assertThat(report.path("edgesReady").asInt())
                        .as("nothing listens there")
                        .isZero();
            } finally {
                agent.destroy();
                agent.waitFor();
            }
        }
    }

    private Process start(KubeApiServer kubernetes, RegionOfPods region, FakeServer controller) throws Exception {
        ProcessBuilder agent = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AgentApplication.class.getName(),
                "--meridian.agent.name=" + RegionOfPods.NODE,
                "--meridian.agent.controller-url=" + controller.endpoint(),
                "--meridian.agent.report-interval=500ms",
                "--meridian.agent.probe-interval=200ms",
                "--meridian.agent.cluster.enabled=true",
                "--meridian.agent.cluster.namespace=" + region.namespace,
                "--meridian.agent.cluster.node=" + RegionOfPods.NODE,
                "--meridian.agent.cluster.service=ai-proxy",
                "--meridian.agent.cluster.deployment=ai-proxy",
                "--meridian.agent.cluster.edge-port=9",
                "--server.address=127.0.0.1",
                "--server.port=0");
        agent.environment()
                .putAll(Map.of(
                        "KUBERNETES_MASTER", kubernetes.url().toString(),
                        "KUBERNETES_AUTH_TOKEN", region.agentToken(),
                        "KUBERNETES_CERTS_CA_FILE", kubernetes.ca().toString(),
                        "KUBERNETES_AUTH_TRYKUBECONFIG", "false"));
        return agent.redirectErrorStream(true)
                .redirectOutput(dir.resolve("agent.log").toFile())
                .start();
    }

    private static boolean knowsBothPods(JsonNode report) {
        JsonNode cluster = report.path("cluster");
        return cluster.path("view").asString().equals("CURRENT")
                && cluster.path("pods").path("ready").asInt() == 2
                && cluster.path("endpoints").asInt() == 1;
    }
}
