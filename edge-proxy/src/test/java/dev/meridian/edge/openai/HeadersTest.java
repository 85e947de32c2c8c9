package dev.meridian.edge.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a message's headers speaks of one connection, or of this edge only, does not pass. */
class HeadersTest {
    @Test
    void headersOfTheMessagePassWithAllTheirValues() {
        HttpHeaders from = headers("Content-Type", "text/plain", "X-Two", "1", "X-Two", "2", "Accept", "*/*");
        assertThat(copied(from)).isEqualTo(from);
        assertThat(answered(from)).isEqualTo(from);
        assertThat(answered(from).names()).containsExactlyInAnyOrder("Content-Type", "X-Two", "Accept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "X-Meridian-Region",
                "x-MERIDIAN-anything"
            })
    void headersOfOneConnectionAndTheEdgesOwnPassInNeitherDirection(String name) {
        HttpHeaders from = headers(name, "x", "X-Kept", "y");
        assertThat(copied(from).names()).containsExactly("X-Kept");
        assertThat(answered(from).names()).containsExactly("X-Kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-API-Key", "Cookie", "Host", "Content-Length", "Expect", "X-Request-Id"})
    void whatAClientTellsThisEdgeStaysHereAndMayComeBack(String name) {
        HttpHeaders from = headers(name, "x");
        assertThat(copied(from).isEmpty()).isTrue();
        assertThat(answered(from).contains(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Mine",
                "x-mine",
                "close, X-Mine",
                "X-Mine,close",
                "X-Mine\t, ,",
                ",,x-other , X-MINE",
            })
    void headerThatConnectionNamesDoesNotPass(String connection) {
        HttpHeaders from = headers("Connection", connection, "X-Mine", "1", "X-Mine", "2", "X-Kept", "y");
        assertThat(copied(from).names()).containsExactly("X-Kept");
        assertThat(answered(from).names()).containsExactly("X-Kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "keep-alive", "Keep-Alive", "X-Other"})
    void anyLineOfConnectionNamesHeaders(String first) {
        HttpHeaders from = headers("Connection", first, "Connection", "X-Mine", "X-Mine", "1", "X-Kept", "y");
        assertThat(copied(from).names()).containsExactly("X-Kept");
        assertThat(answered(from).names()).containsExactly("X-Kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "keep-alive", "Keep-Alive", "", ",", "X-Min", "X-Mine2", "X Mine"})
    void connectionThatNamesNoneTakesNone(String connection) {
        HttpHeaders from = headers("Connection", connection, "X-Mine", "1");
        assertThat(copied(from).names()).containsExactly("X-Mine");
    }

    @Test
    void endlessListOfNamesIsReadToItsLimit() {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "x-" + i).collect(Collectors.joining(","));
        HttpHeaders from = headers("Connection", names, "X-0", "1", "X-9999", "2", "X-Kept", "y");
        assertThat(copied(from).names()).containsExactly("X-9999", "X-Kept");
    }

    @Test
    void upstreamsLimitsAreTheClientsOnlyWhereTheEdgeGivesItNone() {
        HttpHeaders from = headers(
                "X-RateLimit-Limit-Requests", "10000", "x-ratelimit-remaining-tokens", "39000", "retry-after", "1");
        assertThat(answered(from).names()).containsExactly("retry-after");
        HttpHeaders unlimited = new DefaultHttpHeaders();
        Headers.copyAnswer(from, unlimited, true);
        assertThat(unlimited).isEqualTo(from);
    }

    private static HttpHeaders answered(HttpHeaders from) {
        HttpHeaders to = new DefaultHttpHeaders();
        Headers.copyAnswer(from, to, false);
        return to;
    }

    private static HttpHeaders copied(HttpHeaders from) {
        HttpHeaders to = new DefaultHttpHeaders();
        Headers.copyRequest(from, to);
        return to;
    }

    private static HttpHeaders headers(String... namesAndValues) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
