package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.fixtures.KubeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that a real API server made, checked with the keys that it serves. */
final class RealServiceAccountsTest {
    private static final String CONTROLLER_IS_BOUND = """
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "controller"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "system:service-account-issuer-discovery"},
             "subjects": [{"kind": "ServiceAccount", "namespace": "default", "name": "controller"}]}""";

    @TempDir
    Path dir;

    @Test
    void tokenForMeridianIsTakenAndOneForTheApiServerIsNot() throws Exception {
        assertThat(KubeApiServer.isThere())
                .as(
                        "etcd and kube-apiserver in %s or on the PATH; infra/bin/test controller gets them",
                        KubeApiServer.folder())
                .isTrue();
        try (KubeApiServer kubernetes = new KubeApiServer(Files.createDirectory(dir.resolve("kubernetes")))) {
            for (String name : new String[] {"agent", "other", "controller"}) {
                kubernetes.create(
                        "/api/v1/namespaces/default/serviceaccounts",
                        "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"" + name + "\"}}");
            }
            kubernetes.create("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", CONTROLLER_IS_BOUND);
            try (RunningController controller = RunningController.start(
                    dir, new ProportionalPolicy(), "--meridian.controller.clusters-file=" + clustersFile(kubernetes))) {
                assertThat(table(controller, kubernetes.token("default", "agent", "meridian")))
                        .isEqualTo(200);
                assertThat(table(controller, kubernetes.token("default", "agent", "https://kubernetes.default.svc")))
                        .isEqualTo(401);
                assertThat(table(controller, kubernetes.token("default", "other", "meridian")))
                        .isEqualTo(401);
                assertThat(controller.get("/metrics").text())
                        .contains("meridian_controller_token_rejections_total{reason=\"audience\"} 1.0")
                        .contains("meridian_controller_token_rejections_total{reason=\"account\"} 1.0");
            }
        }
    }

    /** With a token of the controller's own, which the API server's RBAC lets read the keys. */
    private Path clustersFile(KubeApiServer kubernetes) throws Exception {
        Path token = Files.writeString(
                dir.resolve("token"), kubernetes.token("default", "controller", "https://kubernetes.default.svc"));
        return Files.writeString(dir.resolve("clusters.yaml"), """
                clusters:
                  - name: here
                    issuer: https://kubernetes.default.svc
                    jwks-url: %s/openid/v1/jwks
                    ca-file: %s
                    token-file: %s
                    accounts: [{namespace: default, name: agent, role: agent, region: eu-west-1}]
                """.formatted(kubernetes.url(), kubernetes.ca(), token));
    }

    private static int table(RunningController controller, String token) {
        return controller.get("/v1/table", "Authorization", "Bearer " + token).status();
    }
}
