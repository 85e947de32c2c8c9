package dev.meridian.routing.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "internal-ai-proxy-eu.ai-services.svc.cluster.local, "
                + "http://internal-ai-proxy-eu.ai-services.svc.cluster.local:8080, false",
        "edge.test:9000, http://edge.test:9000, false",
        "http://edge.test, http://edge.test:80, false",
        "https://edge.test, https://edge.test:443, true",
        "https://edge.test:8443, https://edge.test:8443, true",
        "https://api.holysheep.ai/v1, https://api.holysheep.ai:443/v1, true",
        "https://api.holysheep.ai/v1/, https://api.holysheep.ai:443/v1, true",
        "http://edge.test///, http://edge.test:80, false",
        "127.0.0.1:8080, http://127.0.0.1:8080, false",
        "[::1]:8080, http://[::1]:8080, false",
        "http://[::1], http://[::1]:80, false",
    })
    void readsWhatRegionFilesSay(String text, String url, boolean secure) {
        Endpoint endpoint = Endpoint.parse(text);

        assertThat(endpoint).hasToString(url);
        assertThat(endpoint.secure()).isEqualTo(secure);
        assertThat(Endpoint.parse(url)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                "http://",
                "http:///v1",
                "ftp://edge.test",
                "http://user:secret@edge.test",
                "http://edge.test?x=1",
                "http://edge.test/#top",
                "edge.test:port",
                "edge.test:0",
                "edge.test:65536",
                "edge.test:-1",
                "://edge.test",
                "a_b.test",
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessageStartingWith("endpoint");
    }

    @Test
    void refusalNamesWhatWhichAndTheLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("edge.test:65536"))
                .withMessage("endpoint port 65536 must be 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("a".repeat(513)))
                .withMessage("endpoint has 513 characters, the limit is 512");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("ftp://edge.test"))
                .withMessage("endpoint scheme \"ftp\" must be http or https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint("http", "edge.test", 80, "v1/"))
                .withMessage("endpoint path \"v1/\" must start with / and must not end with it");
    }

    @Test
    void schemeIsReadInAnyCase() {
        assertThat(Endpoint.parse("HTTPS://edge.test")).hasToString("https://edge.test:443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://user:secret@edge.test", "http://edge.test?key=secret", "http://a b@secret", "a/#secret"})
    void refusalNeverRepeatsACredential(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessage("endpoint must be host, host:port or an http(s) URL without user, query or fragment")
                .withNoCause();
    }
}
