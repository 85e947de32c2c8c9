package dev.meridian.agent.cluster;

import dev.meridian.agent.config.ClusterSettings;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.report.RegionReport;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The questions that an agent asks the API server; get, list and watch of what its role allows, and nothing else. */
public final class KubernetesApi implements AutoCloseable {
    /** The well-known label of a node, docs "Well-Known Labels, Annotations and Taints". */
    static final String REGION_LABEL = "topology.kubernetes.io/region";

    private static final String SERVICE_LABEL = "kubernetes.io/service-name";

    /** A page of pods is some 1 MB while it is read. */
    private static final long PAGE = 100;

    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    /** The client's own limit ends with an answer's headers. */
    private static final int ASK_MILLIS = REQUEST_MILLIS + 2_000;

    /** Doubled after each failure in a row up to 32-fold, 16 s: what is away for long is seen soon after it is back. */
    private static final int FIRST_BACKOFF_MILLIS = 500;

    private static final long NO_RESYNC = 0;

    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final KubernetesClient client;
    private final String namespace;
    private final ClusterSettings settings;

    private KubernetesApi(KubernetesClient client, ClusterSettings settings) {
        this.client = client;
        this.settings = settings;
        this.namespace = namespace(client.getNamespace(), settings.namespace());
    }

    /**
     * Of the cluster that the pod's service account or the kubeconfig names; nothing is asked yet.
     *
     * @throws IllegalArgumentException if no namespace is known
     */
    public static KubernetesApi connect(ClusterSettings settings) {
        return connect(settings, Config.autoConfigure(null));
    }

    static KubernetesApi connect(ClusterSettings settings, Config config) {
        Config bounded = new ConfigBuilder(config)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withHttp2Disable(true) // over one connection for all, a dead one would be kept for all
                .withWatchReconnectInterval(FIRST_BACKOFF_MILLIS)
                .withRequestRetryBackoffLimit(0) // the informers' own backoff is enough
                .build();
        return new KubernetesApi(
                new KubernetesClientBuilder()
                        .withConfig(bounded)
                        .withKubernetesSerialization(serialization())
                        .build(),
                settings);
    }

    /**
     * The region of the agent's node.
     *
     * @throws IllegalStateException if the API server does not tell, with the reason
     */
    public RegionId regionOfNode() {
        String name = settings.node();
        try {
            @Nullable
            WatchedNode node =
                    client.resources(WatchedNode.class).withName(name).get();
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
    KubernetesClientException ask() throws InterruptedException {
        Future<String> answer = asking.submit(() -> client.raw("/version"));
        try {
            answer.get(ASK_MILLIS, TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof KubernetesClientException problem
                    ? problem
                    : new KubernetesClientException("no sign of life", e);
        } catch (TimeoutException e) {
            return new KubernetesClientException("no sign of life within " + ASK_MILLIS + " ms", e);
        } finally {
            answer.cancel(true);
        }
    }

    Watched<WatchedPod> pods(Runnable changed) {
        return watched(
                "pods",
                client.resources(WatchedPod.class).inNamespace(namespace).withLabelSelector(settings.selector()),
                changed);
    }

    Watched<WatchedSlice> slices(Runnable changed) {
        return watched(
                "endpointslices",
                client.resources(WatchedSlice.class)
                        .inNamespace(namespace)
                        .withLabel(SERVICE_LABEL, settings.service()),
                changed);
    }

    Watched<WatchedDeployment> deployments(Runnable changed) {
        return watched(
                "deployments",
                client.resources(WatchedDeployment.class)
                        .inNamespace(namespace)
                        .withField("metadata.name", settings.deployment()),
                changed);
    }

    Watched<WatchedNode> nodes(Runnable changed) {
        return watched(
                "nodes", client.resources(WatchedNode.class).withField("metadata.name", settings.node()), changed);
    }

    /** The namespace of the region's edges. */
    public String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        asking.shutdownNow();
        client.close();
    }

    private static <T extends WatchedObject> Watched<T> watched(
            String kind, FilterWatchListDeletable<T, ?, ?> objects, Runnable changed) {
        Supplier<SharedIndexInformer<T>> informers = () -> objects.withLimit(PAGE)
                .runnableInformer(NO_RESYNC)
                .removeNamespaceIndex()
                .itemStore(new BoundedStore<>(RegionReport.MAX_EDGES));
        return new Watched<>(kind, informers, changed);
    }

    private static String namespace(@Nullable String own, String told) {
        if (!told.isEmpty()) {
            return told;
        }
        if (own == null) {
            throw new IllegalArgumentException(
                    "meridian.agent.cluster.namespace is required where neither a pod's account nor a kubeconfig names one");
        }
        return own;
    }

    /** Knows no kinds but those that are read here; the client would look for all of Kubernetes' and load their classes. */
    static KubernetesSerialization serialization() {
        ObjectMapper lenient = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // Go leaves out what is zero
                .build();
        KubernetesSerialization serialization = new KubernetesSerialization(lenient, false);
        for (Class<? extends KubernetesResource> kind : List.of(
                WatchedPod.class, WatchedSlice.class, WatchedDeployment.class, WatchedNode.class, Status.class)) {
            serialization.registerKubernetesResource(kind);
        }
        return serialization;
    }
}
