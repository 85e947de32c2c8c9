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
import java.util.function.LongSupplier;
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
    private final LongSupplier nanoTime;
    private final TimedCalls calls = new TimedCalls(TIMEOUT);
    private volatile Set<String> known;
    private @Nullable Fetched last;
    private @Nullable CompletableFuture<Fetched> fetching;

    /** @param executor for the blocking call */
    public ModelCatalog(UpstreamSettings upstream, CurrentApiKey apiKey, CurrentFallback fallback, Executor executor) {
        this(upstream, apiKey, fallback, executor, System::nanoTime);
    }

    ModelCatalog(
            UpstreamSettings upstream,
            CurrentApiKey apiKey,
            CurrentFallback fallback,
            Executor executor,
            LongSupplier nanoTime) {
        this.upstream = upstream;
        this.apiKey = apiKey;
        this.fallback = fallback;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.known = Set.of();
    }

    /**
     * Whether a model can be asked for as far as is known: it is in the chain, or the upstream listed it. Until the upstream's
     * list has come every model can. Of any other one {@link #lists} knows more.
     */
    public boolean knows(String model) {
        Set<String> listed = known;
        return listed.isEmpty()
                || listed.contains(model)
                || fallback.get().chain().models().contains(model);
    }

    /**
     * Whether the upstream lists a model now: it may have been added since the list that is known, so that a stale one is
     * asked for anew. True too where no list can be had. The future completes on the executor, or already has.
     */
    public synchronized CompletableFuture<Boolean> lists(String model) {
        Fetched cached = fresh();
        CompletableFuture<Fetched> latest = cached == null ? renewal() : CompletableFuture.completedFuture(cached);
        return latest.thenApply(list -> list.models().isEmpty() || list.models().contains(model));
    }

    /** Asks for the list before anybody wants it. */
    public void warmUp() {
        list();
    }

    /** The list; the future completes on the executor, or already has. */
    public synchronized CompletableFuture<ModelList> list() {
        Fetched cached = fresh();
        return cached == null
                ? renewal().thenApply(Fetched::asNew)
                : CompletableFuture.completedFuture(cached.asCached(nanoTime.getAsLong()));
    }

    private synchronized @Nullable Fetched fresh() {
        Fetched cached = last;
        return cached != null && cached.isFresh(nanoTime.getAsLong()) ? cached : null;
    }

    /** The call that runs, or a new one. */
    private synchronized CompletableFuture<Fetched> renewal() {
        CompletableFuture<Fetched> running = fetching;
        if (running == null) {
            running = CompletableFuture.supplyAsync(this::fetch, executor).whenComplete((got, failure) -> fetched(got));
            fetching = running.isDone() ? null : running; // done by now, it has cleared the field already
        }
        return running;
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
                    ? new Fetched(true, chainJson(), Set.of(), nanoTime.getAsLong())
                    : new Fetched(
                            true, new String(body, StandardCharsets.UTF_8), Set.copyOf(models), nanoTime.getAsLong());
        } catch (JacksonException e) {
            return new Fetched(true, chainJson(), Set.of(), nanoTime.getAsLong());
        }
    }

    private Fetched away() {
        return new Fetched(false, chainJson(), Set.of(), nanoTime.getAsLong());
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
        boolean isFresh(long now) {
            Duration fresh = reachable ? FRESH : FAILURE_FRESH;
            return now - at < fresh.toNanos();
        }

        ModelList asNew() {
            return new ModelList(reachable ? ModelList.Source.UPSTREAM : ModelList.Source.CHAIN, 0, json);
        }

        ModelList asCached(long now) {
            long age = Duration.ofNanos(now - at).toSeconds();
            return new ModelList(reachable ? ModelList.Source.CACHE : ModelList.Source.CHAIN, age, json);
        }
    }
}
