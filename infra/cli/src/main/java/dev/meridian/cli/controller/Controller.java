package dev.meridian.cli.controller;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.MissingNode;

/** A client of the controller's HTTP API. */
public final class Controller implements AutoCloseable {
    /** A controller on the same continent connects within milliseconds; a person waits no longer than this. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Covers a write that waits for the store's disk. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Before its answer begins, a controller copies its whole store, and may be at one for another caller: minutes on a slow disk. */
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);

    /** Four times the largest table: a decision holds one, and the reasons of its shares. */
    private static final long MAX_BODY_BYTES = 16L * 1024 * 1024;

    private static final int CHANGED_MEANWHILE = 412;

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final @Nullable String token;
    private final Duration patience;
    private final HttpClient http;

    /**
     * Connects with the first request.
     *
     * @param base such as {@code http://127.0.0.1:8090}
     * @param token the bearer token, or null to send none
     * @param tls for an https base; null for what Java trusts by itself
     */
    public Controller(URI base, @Nullable String token, @Nullable SSLContext tls) {
        this(base, token, tls, REQUEST_TIMEOUT);
    }

    /** The same, waiting so long for answers other than downloads. */
    Controller(URI base, @Nullable String token, @Nullable SSLContext tls, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        if (tls != null) {
            client.sslContext(tls);
        } else if ("http".equals(base.getScheme())) {
            client.sslContext(trustingNobody());
        }
        this.http = client.build();
    }

    /** Reads a resource. */
    public Answer get(String path) {
        return send(request("GET", path, null));
    }

    /**
     * Saves what a path answers; the file is there only if it is whole. Until then it is a file beside it, {@code NAME.UUID.part},
     * which is left where the process is killed.
     *
     * @return the accepted answer is the number of bytes
     */
    public Answer download(String path, Path file) {
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        HttpRequest request =
                request("GET", path, null).timeout(DOWNLOAD_TIMEOUT).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    byte[] problem = body.readNBytes((int) MAX_BODY_BYTES);
                    return refused(response.statusCode(), parse(problem));
                }
                return new Answer.Accepted(LongNode.valueOf(saved(body, part, file)));
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileSystemException e) {
            return new Answer.Refused(
                    "file " + file + " cannot be written: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            return unreachable(e, DOWNLOAD_TIMEOUT);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /** A body that ends early throws before the file gets its name. */
    private static long saved(InputStream body, Path part, Path file) throws IOException {
        long bytes = Files.copy(body, part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return bytes;
    }

    /** Asks something that changes nothing. */
    public Answer ask(String path, Map<String, ?> body) {
        return send(request("POST", path, body));
    }

    /**
     * Replaces a resource.
     *
     * @param etag of the state that is replaced; empty where there is none, or it has none
     */
    public Answer put(String path, Map<String, ?> body, String etag) {
        return change(matching(request("PUT", path, body), etag));
    }

    /**
     * Changes a part of a resource.
     *
     * @param etag of the state that is changed; empty where it has none
     */
    public Answer patch(String path, Map<String, ?> body, String etag) {
        return change(matching(request("PATCH", path, body), etag));
    }

    /** Creates a resource. */
    public Answer post(String path, Map<String, ?> body) {
        return change(request("POST", path, body));
    }

    /**
     * Removes a resource.
     *
     * @param etag of the state that is removed; empty where it has none
     */
    public Answer delete(String path, String etag) {
        return change(matching(request("DELETE", path, null), etag));
    }

    /** A name as one segment of a path. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Under a key, so that it can be asked for once more where the answer is lost: it is made once. */
    private Answer change(HttpRequest.Builder builder) {
        HttpRequest request =
                builder.header("Idempotency-Key", UUID.randomUUID().toString()).build();
        try {
            try {
                return read(request, http.send(request, bounded()));
            } catch (ConnectException | HttpConnectTimeoutException notAsked) {
                return unreachable(notAsked);
            } catch (IOException lost) {
                return read(request, http.send(request, bounded()));
            }
        } catch (IOException e) {
            return unreachable(e);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return read(request, http.send(request, bounded()));
        } catch (IOException e) {
            return unreachable(e);
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /** The client reads all of Java's authorities before it connects even where none is asked: a tenth of a second. */
    private static SSLContext trustingNobody() {
        try {
            SSLContext nobody = SSLContext.getInstance("TLS");
            nobody.init(new KeyManager[0], new TrustManager[0], null);
            return nobody;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private Answer unreachable(IOException e) {
        return unreachable(e, patience);
    }

    private Answer unreachable(IOException e, Duration waited) {
        return new Answer.Unreachable("no controller at " + base + ": " + reason(e, waited));
    }

    private Answer interrupted() {
        Thread.currentThread().interrupt();
        return new Answer.Unreachable("interrupted while waiting for the controller at " + base);
    }

    private HttpRequest.Builder request(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(patience)
                .header("Accept", "application/json, application/problem+json, application/vnd.sqlite3");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body == null) {
            return request.method(method, BodyPublishers.noBody());
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private static HttpRequest.Builder matching(HttpRequest.Builder request, String etag) {
        return etag.isEmpty() ? request : request.header("If-Match", etag);
    }

    private static HttpResponse.BodyHandler<byte[]> bounded() {
        return BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES);
    }

    private Answer read(HttpRequest request, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        JsonNode body = parse(response.body());
        if (status / 100 != 2) {
            return refused(status, body);
        }
        if (body == null) {
            return new Answer.Unreachable(base + " is not a controller: its answer to " + request.method() + " "
                    + request.uri().getRawPath() + " is not JSON");
        }
        return new Answer.Accepted(body, response.headers().firstValue("ETag").orElse(""));
    }

    private static Answer refused(int status, @Nullable JsonNode problem) {
        if (status == CHANGED_MEANWHILE) {
            return new Answer.Stale("somebody has changed it meanwhile, it stays as it is: "
                    + (problem == null ? "look at it again" : problem.path("current")));
        }
        return new Answer.Refused("the controller refused (" + status + "): " + detail(status, problem), status == 404);
    }

    private static @Nullable JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String detail(int status, @Nullable JsonNode problem) {
        if (problem == null) {
            return "no reason given";
        }
        String detail = problem.path("detail").asString(problem.path("title").asString("no reason given"));
        return status == 401 ? detail + " (set --token-file, MERIDIAN_TOKEN_FILE or the profile's token-file)" : detail;
    }

    private static String reason(IOException e, Duration waited) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection within " + CONNECT_TIMEOUT.toSeconds() + " s";
            case HttpTimeoutException _ -> "no answer within " + waited.toSeconds() + " s";
            case ConnectException c when hasCause(c, UnresolvedAddressException.class) -> "the host name is not known";
            case ConnectException _ -> "connection refused";
            case UnknownHostException _ -> "the host name is not known";
            default -> e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName();
        };
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
