package dev.meridian.edge.catalog;

import dev.meridian.edge.call.TimedCalls;
import dev.meridian.edge.settings.CurrentApiKey;
import dev.meridian.edge.settings.CurrentFallback;
import dev.meridian.edge.settings.UpstreamSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The upstream's models, cached. Thread-safe. */
public final class ModelCatalog {
    /** The field's usual cache time for a list that changes a few times a month; also how stale reachability may be. */
    static final Duration FRESH = Duration.ofSeconds(10);

    /** A failure is remembered for a shorter time, so that a recovery is seen soon. */
    static final Duration FAILURE_FRESH = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** The largest list that is read; OpenAI's own has under 30 KB. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UpstreamSettings upstream;
    private final CurrentFallback fallback;
    private final CurrentApiKey apiKey;
    private final Executor executor;
    private final TimedCalls calls = new TimedCalls(TIMEOUT);
    private volatile Set<String> known;
    private @Nullable Fetched last;
    private @Nullable CompletableFuture<Fetched> fetching;

    /** @param executor for the blocking call */
    public ModelCatalog(UpstreamSettings upstream, CurrentApiKey apiKey, CurrentFallback fallback, Executor executor) {
        this.upstream = upstream;
        this.apiKey = apiKey;
        this.fallback = fallback;
        this.executor = executor;
        this.known = Set.of();
    }

    /**
     * Whether a model can be asked for: it is in the chain, or the upstream listed it. Until the upstream's list has come
     * every model can.
     */
    public boolean knows(String model) {
        Set<String> listed = known;
        return listed.isEmpty()
                || listed.contains(model)
                || fallback.get().chain().models().contains(model);
    }

    /** Asks for the list before anybody wants it. */
    public void warmUp() {
        list();
    }

    /** The list; the future completes on the executor, or already has. */
    public synchronized CompletableFuture<ModelList> list() {
        Fetched cached = last;
        if (cached != null && cached.isFresh()) {
            return CompletableFuture.completedFuture(cached.asCached());
        }
        CompletableFuture<Fetched> running = fetching;
        if (running == null) {
            running = CompletableFuture.supplyAsync(this::fetch, executor).whenComplete((got, failure) -> fetched(got));
            fetching = running.isDone() ? null : running; // done by now, it has cleared the field already
        }
        return running.thenApply(Fetched::asNew);
    }

    private synchronized void fetched(@Nullable Fetched result) {
        fetching = null;
        if (result != null) {
            last = result;
            if (!result.models().isEmpty()) {
                known = result.models();
            }
        }
    }

    private Fetched fetch() {
        URI uri = URI.create(upstream.endpoint() + "/models");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", apiKey.bearer())
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<byte[]> response = calls.send(request, MAX_BYTES, TIMEOUT);
            return read(response.statusCode(), response.body());
        } catch (IOException e) {
            return away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return away();
        }
    }

    /** A status below 500 shows that the upstream is there, even where it refuses the list. */
    private Fetched read(int status, byte[] body) {
        if (status >= 500) {
            return away();
        }
        try {
            Set<String> models = new HashSet<>();
            for (JsonNode model : JSON.readTree(body).path("data")) {
                models.add(model.path("id").asString(""));
            }
            return models.isEmpty()
                    ? new Fetched(true, chainJson(), Set.of(), System.nanoTime())
                    : new Fetched(
                            true, new String(body, StandardCharsets.UTF_8), Set.copyOf(models), System.nanoTime());
        } catch (JacksonException e) {
            return new Fetched(true, chainJson(), Set.of(), System.nanoTime());
        }
    }

    private Fetched away() {
        return new Fetched(false, chainJson(), Set.of(), System.nanoTime());
    }

    private String chainJson() {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        fallback.get()
                .chain()
                .models()
                .forEach(model ->
                        data.addObject().put("id", model).put("object", "model").put("owned_by", "holysheep"));
        return JSON.writeValueAsString(list);
    }

    /** What one call to the upstream brought, or that it brought nothing. */
    private record Fetched(boolean reachable, String json, Set<String> models, long at) {
        boolean isFresh() {
            Duration fresh = reachable ? FRESH : FAILURE_FRESH;
            return System.nanoTime() - at < fresh.toNanos();
        }

        ModelList asNew() {
            return new ModelList(reachable ? ModelList.Source.UPSTREAM : ModelList.Source.CHAIN, 0, json);
        }

        ModelList asCached() {
            long age = Duration.ofNanos(System.nanoTime() - at).toSeconds();
            return new ModelList(reachable ? ModelList.Source.CACHE : ModelList.Source.CHAIN, age, json);
        }
    }
}
