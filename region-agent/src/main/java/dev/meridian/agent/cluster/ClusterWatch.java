package dev.meridian.agent.cluster;

import dev.meridian.agent.config.ClusterSettings;
import dev.meridian.agent.loop.Backoff;
import dev.meridian.agent.loop.ChangeLog;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Step;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the region's objects and knows how much of what it knows is true now. A watch alone does not tell: over a dead
 * connection nothing changes either, so the API server is asked for a sign of life, and after a silence everything is
 * listed anew. Thread-safe.
 */
public final class ClusterWatch implements Step, AutoCloseable {
    /** Each agent asks this often: 10 requests a second of 100 nodes, as many as their kubelets' leases. */
    static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /** Three signs of life: one that is late is not an outage. */
    static final Duration CURRENT_FOR = SIGN_OF_LIFE.multipliedBy(3);

    /** One answer may be late on a busy API server, and everything is not listed anew for that. */
    private static final int SILENCES_OF_A_DEAD_NETWORK = 2;

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    /** Without a change, facts grow old only by pods that start for too long. */
    private static final Duration FACTS_FOR = Duration.ofSeconds(5);

    private final KubernetesApi api;
    private final List<Endpoint> fallback;
    private final FactsReader reader;
    private final Jitter jitter;
    private final Backoff backoff;
    private final LongSupplier nanoTime;
    private final ChangeLog changes = new ChangeLog("the API server's view of the region");

    private final AtomicBoolean changed = new AtomicBoolean(true);
    private final Watched<WatchedPod> pods;
    private final Watched<WatchedNode> nodes;
    private final Optional<Watched<WatchedSlice>> slices;
    private final Optional<Watched<WatchedDeployment>> deployments;

    private @Nullable Read read;
    private volatile @Nullable Long confirmedNanos;
    private int silences;

    private record Read(ClusterFacts facts, long atNanos) {}

    /**
     * Begins to follow them.
     *
     * @param fallback the edges to probe until the cluster's are known
     */
    public ClusterWatch(
            KubernetesApi api,
            ClusterSettings settings,
            List<Endpoint> fallback,
            Jitter jitter,
            LongSupplier nanoTime) {
        this.api = api;
        this.fallback = fallback;
        this.reader = new FactsReader(settings.node(), settings.edgePort(), new PodStarts(settings.startLimit()));
        this.jitter = jitter;
        this.backoff = new Backoff(FIRST_BACKOFF, SIGN_OF_LIFE, jitter);
        this.nanoTime = nanoTime;
        Runnable onChange = () -> changed.set(true);
        this.pods = api.pods(onChange);
        this.nodes = api.nodes(onChange);
        this.slices = settings.service().isEmpty() ? Optional.empty() : Optional.of(api.slices(onChange));
        this.deployments = settings.deployment().isEmpty() ? Optional.empty() : Optional.of(api.deployments(onChange));
    }

    /** Asks for a sign of life. */
    @Override
    public Duration run() throws InterruptedException {
        @Nullable KubernetesClientException problem = api.ask();
        if (problem == null) {
            if (silences >= SILENCES_OF_A_DEAD_NETWORK) {
                watched().forEach(Watched::renew);
            }
            silences = 0;
        } else if (!Failures.answered(problem)) {
            silences++;
        }
        watched().forEach(kind -> kind.renewIfStuck(nanoTime.getAsLong()));
        if (problem == null && watched().allMatch(Watched::watching)) {
            confirmedNanos = nanoTime.getAsLong();
            changes.good(ClusterView.CURRENT.name(), "all watches are open");
            backoff.reset();
            return jitter.around(SIGN_OF_LIFE);
        }
        ClusterView view = report().view();
        List<String> failures = failures();
        if (problem != null) {
            failures = List.of(Failures.of(problem));
        } else if (view == ClusterView.STALE && failures.isEmpty()) {
            failures = List.of("a watch is not open");
        }
        if (view != ClusterView.CURRENT && !failures.isEmpty()) {
            changes.bad(view.name(), String.join("; ", failures));
        }
        return backoff.next();
    }

    /** The edges of the agent's node, or the fallback as long as they were never known. */
    public List<Endpoint> edges() {
        return pods.synced() ? facts().edges() : fallback;
    }

    /** What is known of the region. */
    public ClusterReport report() {
        if (confirmedNanos == null) {
            return ClusterReport.UNSEEN;
        }
        Duration age = age();
        boolean current = age.compareTo(CURRENT_FOR) <= 0;
        ClusterFacts facts = facts();
        return new ClusterReport(
                current ? ClusterView.CURRENT : ClusterView.STALE,
                current ? Duration.ZERO : age,
                facts.node(),
                facts.pods(),
                facts.endpoints(),
                facts.pending(),
                facts.rollout());
    }

    @Override
    public void close() {
        watched().forEach(Watched::close);
        api.close();
    }

    /** What cannot be followed, and why. */
    List<String> failures() {
        return watched().map(Watched::failure).flatMap(Optional::stream).toList();
    }

    private Duration age() {
        @Nullable Long confirmed = confirmedNanos;
        Duration age = confirmed == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - confirmed);
        return age.compareTo(ClusterReport.MAX_AGE) < 0 ? age : ClusterReport.MAX_AGE;
    }

    private Stream<Watched<?>> watched() {
        return Stream.concat(Stream.of(pods, nodes), Stream.concat(slices.stream(), deployments.stream()));
    }

    private synchronized ClusterFacts facts() {
        long now = nanoTime.getAsLong();
        if (changed.getAndSet(false) || read == null || now - read.atNanos() > FACTS_FOR.toNanos()) {
            read = new Read(
                    reader.read(
                            pods.items(),
                            slices.map(Watched::items).orElse(List.of()),
                            deployments.map(Watched::items).orElse(List.of()),
                            nodes.items(),
                            now),
                    now);
        }
        return read.facts();
    }
}
