package dev.meridian.agent.cluster;

import dev.meridian.agent.config.ClusterSettings;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.RegionReport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The questions that an agent asks the API server; get, list and watch of what its role allows, and nothing else. */
public final class KubernetesApi implements AutoCloseable {
    /** The well-known label of a node, docs "Well-Known Labels, Annotations and Taints". */
    static final String REGION_LABEL = "topology.kubernetes.io/region";

    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    /** A page of pods is some 1 MB while it is read. */
    private static final long PAGE = 100;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    /** Doubled after each failure in a row up to 32-fold, 16 s: what is away for long is seen soon after it is back. */
    private static final int FIRST_BACKOFF_MILLIS = 500;

    private static final long NO_RESYNC = 0;

    private final KubernetesClient client;
    private final String namespace;
    private final ClusterSettings settings;

    private KubernetesApi(KubernetesClient client, ClusterSettings settings) {
        this.client = client;
        this.settings = settings;
        this.namespace = settings.namespace().isEmpty() ? client.getNamespace() : settings.namespace();
    }

    /** Of the cluster that the pod's service account or the kubeconfig names; nothing is asked yet. */
    public static KubernetesApi connect(ClusterSettings settings) {
        return connect(settings, Config.autoConfigure(null));
    }

    static KubernetesApi connect(ClusterSettings settings, Config config) {
        Config bounded = new ConfigBuilder(config)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withWatchReconnectInterval(FIRST_BACKOFF_MILLIS)
                .withRequestRetryBackoffLimit(0) // the informers' own backoff is enough
                .build();
        return new KubernetesApi(
                new KubernetesClientBuilder().withConfig(bounded).build(), settings);
    }

    /**
     * The region of the agent's node.
     *
     * @throws IllegalStateException if the API server does not tell, with the reason
     */
    public RegionId regionOfNode() {
        String name = settings.node();
        try {
            @Nullable Node node = client.nodes().withName(name).get();
            if (node == null) {
                throw new IllegalStateException("the cluster has no node " + name);
            }
            @Nullable String label = node.getMetadata().getLabels().get(REGION_LABEL);
            if (label == null) {
                throw new IllegalStateException("node " + name + " has no label " + REGION_LABEL);
            }
            return new RegionId(label);
        } catch (KubernetesClientException e) {
            throw new IllegalStateException("node " + name + " cannot be read: " + Failures.of(e), e);
        }
    }

    /** Whether the API server answers at all; null if so, else why not. */
    @Nullable
    KubernetesClientException ask() {
        try {
            client.raw("/version");
            return null;
        } catch (KubernetesClientException e) {
            return e;
        }
    }

    Watched<Pod> pods(Runnable changed) {
        return watched(
                "pods",
                client.pods().inNamespace(namespace).withLabelSelector(settings.selector()),
                Trims::pod,
                changed);
    }

    Watched<EndpointSlice> endpointSlices(Runnable changed) {
        return watched(
                "endpointslices",
                client.discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace(namespace)
                        .withLabels(Map.of(SERVICE_LABEL, settings.service())),
                UnaryOperator.identity(),
                changed);
    }

    Watched<Deployment> deployments(Runnable changed) {
        return watched(
                "deployments",
                client.apps().deployments().inNamespace(namespace).withField("metadata.name", settings.deployment()),
                Trims::deployment,
                changed);
    }

    Watched<Node> nodes(Runnable changed) {
        return watched("nodes", client.nodes().withField("metadata.name", settings.node()), Trims::node, changed);
    }

    /** The namespace of the region's edges. */
    public String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T extends HasMetadata> Watched<T> watched(
            String kind, FilterWatchListDeletable<T, ?, ?> objects, UnaryOperator<T> trim, Runnable changed) {
        Supplier<SharedIndexInformer<T>> informers = () -> objects.withLimit(PAGE)
                .runnableInformer(NO_RESYNC)
                .removeNamespaceIndex()
                .itemStore(new TrimmedStore<>(trim, RegionReport.MAX_EDGES));
        return new Watched<>(kind, informers, changed);
    }
}
