package dev.meridian.controller.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JWK set that is served over HTTP, as the API server does at {@code /openid/v1/jwks}. Redirects are not followed.
 *
 * @param caFile the authorities that the server's certificate is held against; null for the ones that Java knows
 * @param tokenFile the bearer token that the server is shown; null for none. Both files are read anew each time
 */
record KeysUrl(URI url, @Nullable Path caFile, @Nullable Path tokenFile) implements KeySource {
    /** For all of a fetch: somebody may be waiting for it. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final int MAX_TOKEN_BYTES = 16 * 1024;
    private static final int OK = 200;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    @Override
    public String read() throws IOException {
        HttpRequest request = request();
        HttpClient client = client();
        try {
            HttpResponse<String> response =
                    inTime(client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES)));
            if (response.statusCode() != OK) {
                throw new IOException(url + " answers " + response.statusCode());
            }
            return response.body();
        } finally {
            client.shutdownNow();
        }
    }

    private HttpRequest request() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept", "application/jwk-set+json");
        if (tokenFile != null) {
            String token = KeySource.text(tokenFile, MAX_TOKEN_BYTES).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new IOException(tokenFile + " holds no token");
            }
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    /** One for each fetch: they are rare, and so a new authority counts at once. */
    private HttpClient client() throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(DEADLINE);
        if (caFile != null) {
            client.sslContext(Authorities.trusting(caFile));
        }
        return client.build();
    }

    private HttpResponse<String> inTime(CompletableFuture<HttpResponse<String>> answer) throws IOException {
        try {
            return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(url + " did not answer within " + DEADLINE.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(url + " cannot be fetched: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(url + " was not waited for", e);
        }
    }
}
