package dev.meridian.demo.traffic;

import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of one region. It enters by its own region's edge; while that one refuses connections it enters by the next
 * nearest, as clients of one global DNS name would. Thread-safe.
 */
final class ChatClient {
    /** Far above what the simulator's models take; a request that lasts this long has failed. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int WHY_CHARACTERS = 160;

    private final RegionId origin;
    private final List<Entry> entries;
    private final HttpClient http;
    private final String key;
    private final Kills kills;

    /** @param entries where it can enter, the most wanted first; not empty */
    ChatClient(RegionId origin, List<Entry> entries, HttpClient http, String key, Kills kills) {
        this.origin = origin;
        this.entries = List.copyOf(entries);
        this.http = http;
        this.key = key;
        this.kills = kills;
    }

    /** Sends one chat completion and waits for its end. */
    Sample send(ChatKind kind) throws InterruptedException {
        long began = System.nanoTime();
        Outcome outcome = new Outcome.Failed("no edge accepts connections");
        for (Entry entry : entries) {
            Outcome attempt = attempt(entry, kind, began);
            if (attempt != null) {
                outcome = attempt;
                break;
            }
        }
        return new Sample(origin, began, System.nanoTime(), outcome);
    }

    /** Null if the edge never accepted the request. */
    private @Nullable Outcome attempt(Entry entry, ChatKind kind, long began) throws InterruptedException {
        AtomicLong firstContent = new AtomicLong();
        @Nullable HttpHeaders headers = null;
        try {
            HttpResponse<Stream<String>> response =
                    http.send(request(entry, kind), HttpResponse.BodyHandlers.ofLines());
            headers = response.headers();
            String problem = read(response, kind, firstContent);
            return problem == null
                    ? served(headers, firstContent.get() - began)
                    : failed(entry, headers, began, problem, response.statusCode() == 200);
        } catch (ConnectException e) {
            return null;
        } catch (IOException | UncheckedIOException e) {
            if (headers == null && kills.goneBefore(entry.edge(), began)) {
                return null;
            }
            return failed(entry, headers, began, String.valueOf(e.getMessage()), true);
        }
    }

    private HttpRequest request(Entry entry, ChatKind kind) {
        return HttpRequest.newBuilder(entry.base().resolve("/v1/chat/completions"))
                .timeout(TIMEOUT)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(kind.body()))
                .build();
    }

    private static @Nullable String read(
            HttpResponse<Stream<String>> response, ChatKind kind, AtomicLong firstContent) {
        AnswerReader reader = new AnswerReader(kind);
        try (Stream<String> lines = response.body()) {
            // The request's own timeout ends with the head of the answer. Closing twice does no harm.
            CompletableFuture.delayedExecutor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .execute(lines::close);
            lines.forEach(line -> {
                reader.accept(line);
                if (reader.hasContent()) {
                    firstContent.compareAndSet(0, System.nanoTime());
                }
            });
        }
        return response.statusCode() == 200
                ? reader.problem()
                : "status " + response.statusCode() + ": " + shorten(reader.text());
    }

    private static Outcome served(HttpHeaders headers, long firstContentNanos) {
        @Nullable String region = headers.firstValue("x-meridian-region").orElse(null);
        String[] table = headers.firstValue("x-meridian-table").orElse("").split("\\.", -1);
        if (region == null || table.length != 2) {
            return new Outcome.Failed("an answer without x-meridian-region or x-meridian-table");
        }
        TableVersion version = new TableVersion(Long.parseLong(table[0]), Long.parseLong(table[1]));
        return new Outcome.Served(new RegionId(region), version, firstContentNanos);
    }

    /** A cut answer is lost if one of the two edges on its way was killed; an answer with an error status never is. */
    private Outcome failed(Entry entry, @Nullable HttpHeaders headers, long began, String why, boolean cut) {
        long now = System.nanoTime();
        if (cut && kills.explains(entry.edge(), began, now)) {
            return new Outcome.Lost(entry.edge(), why);
        }
        String server =
                headers == null ? "" : headers.firstValue("x-meridian-region").orElse("");
        if (cut && !server.isEmpty() && kills.explains(new RegionId(server), began, now)) {
            return new Outcome.Lost(new RegionId(server), why);
        }
        String path = origin + " -> " + entry.edge() + (server.isEmpty() ? "" : " -> " + server);
        return new Outcome.Failed(path + ": " + shorten(why));
    }

    private static String shorten(String text) {
        return text.length() <= WHY_CHARACTERS ? text : text.substring(0, WHY_CHARACTERS) + "...";
    }
}
