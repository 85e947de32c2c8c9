package dev.meridian.agent.cluster;

import dev.meridian.fixtures.KubeApiServer;
import java.io.IOException;

/** A region's objects in a real API server, in a namespace of their own; pods have addresses of 127.0.0.0/8 only. */
public final class RegionOfPods {
    public static final String NODE = "node-1";
    private static final String OTHER_NODE = "node-2";
    private static final String AGENT = "agent";

    public final String namespace;
    private final KubeApiServer kubernetes;
    private int lastAddress = 1;

    public RegionOfPods(KubeApiServer kubernetes, String namespace) throws IOException, InterruptedException {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        kubernetes.create("/api/v1/namespaces", """
                {"metadata": {"name": "%s"}}""".formatted(namespace));
        account("default");
        account(AGENT);
        kubernetes.create("/apis/apps/v1/namespaces/" + namespace + "/deployments", """
                {"metadata": {"name": "ai-proxy"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "ai-proxy"}},
                 "template": {"metadata": {"labels": {"app": "ai-proxy"}},
                              "spec": {"containers": [{"name": "edge-proxy", "image": "none"}]}}}}""");
        kubernetes.merge("/apis/apps/v1/namespaces/" + namespace + "/deployments/ai-proxy/status", """
                {"status": {"observedGeneration": 1, "replicas": 2, "updatedReplicas": 2}}""");
        kubernetes.create("/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices", """
                {"metadata": {"name": "ai-proxy-1", "labels": {"kubernetes.io/service-name": "ai-proxy"}},
                 "addressType": "IPv4", "endpoints": [{"addresses": ["203.0.113.1"], "conditions": {"ready": true}}]}""");
    }

    /** Both nodes, of which the agent stands on the first. */
    public static void nodes(KubeApiServer kubernetes) throws IOException, InterruptedException {
        for (String node : new String[] {NODE, OTHER_NODE}) {
            kubernetes.create("/api/v1/nodes", """
                    {"metadata": {"name": "%s", "labels": {"topology.kubernetes.io/region": "eu-west-1"}}}""".formatted(node));
            kubernetes.merge("/api/v1/nodes/" + node + "/status", """
                    {"status": {"conditions": [{"type": "Ready", "status": "True"}]}}""");
        }
    }

    /** A pod that is ready, on the agent's node. */
    public void readyPod(String name) throws IOException, InterruptedException {
        readyPod(name, NODE);
    }

    public void readyPodElsewhere(String name) throws IOException, InterruptedException {
        readyPod(name, OTHER_NODE);
    }

    void delete(String name) throws IOException, InterruptedException {
        kubernetes.delete(pods() + "/" + name);
    }

    /** Lets an agent's account read what its chart's role does. */
    public void grantRole() throws IOException, InterruptedException {
        String roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace;
        kubernetes.create(roles + "/roles", """
                {"metadata": {"name": "agent"}, "rules": [
                  {"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list", "watch"]},
                  {"apiGroups": ["apps"], "resources": ["deployments"], "resourceNames": ["ai-proxy"],
                   "verbs": ["get", "list", "watch"]},
                  {"apiGroups": ["discovery.k8s.io"], "resources": ["endpointslices"], "verbs": ["get", "list", "watch"]}]}""");
        kubernetes.create(roles + "/rolebindings", """
                {"metadata": {"name": "agent"},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "agent"},
                 "subjects": [{"kind": "ServiceAccount", "name": "agent", "namespace": "%s"}]}""".formatted(namespace));
        kubernetes.create("/apis/rbac.authorization.k8s.io/v1/clusterroles", """
                {"metadata": {"name": "%s-agent"}, "rules": [
                  {"apiGroups": [""], "resources": ["nodes"], "verbs": ["get", "list", "watch"]}]}""".formatted(namespace));
        kubernetes.create("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """
                {"metadata": {"name": "%1$s-agent"},
                 "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "%1$s-agent"},
                 "subjects": [{"kind": "ServiceAccount", "name": "agent", "namespace": "%1$s"}]}""".formatted(namespace));
    }

    public String agentToken() throws IOException, InterruptedException {
        return kubernetes.token(namespace, AGENT, "https://kubernetes.default.svc");
    }

    private void readyPod(String name, String node) throws IOException, InterruptedException {
        kubernetes.create(pods(), """
                {"metadata": {"name": "%s", "labels": {"app": "ai-proxy"}},
                 "spec": {"nodeName": "%s", "automountServiceAccountToken": false,
                          "containers": [{"name": "edge-proxy", "image": "none"}]}}""".formatted(name, node));
        kubernetes.merge(pods() + "/" + name + "/status", """
                {"status": {"phase": "Running", "podIP": "127.0.0.%d", "podIPs": [{"ip": "127.0.0.%1$d"}],
                 "conditions": [{"type": "Ready", "status": "True"}]}}""".formatted(++lastAddress));
    }

    private String pods() {
        return "/api/v1/namespaces/" + namespace + "/pods";
    }

    private void account(String name) throws IOException, InterruptedException {
        kubernetes.create("/api/v1/namespaces/" + namespace + "/serviceaccounts", """
                {"metadata": {"name": "%s"}}""".formatted(name));
    }
}
