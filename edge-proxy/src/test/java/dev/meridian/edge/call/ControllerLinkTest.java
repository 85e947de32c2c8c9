package dev.meridian.edge.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.region.Endpoint;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerLinkTest {
    @ParameterizedTest
    @CsvSource({
        "meridian:8090, http://meridian:8090/v1/table?wait=1",
        "https://meridian, https://meridian:443/v1/table?wait=1",
        "https://ops.example/meridian/, https://ops.example:443/meridian/v1/table?wait=1"
    })
    void pathIsBelowTheControllersBaseUrl(String controller, String asked) {
        ControllerAccess access = new ControllerAccess(Endpoint.parse(controller), () -> null, () -> null);
        try (ControllerLink link = access.link(Duration.ofSeconds(1))) {
            assertThat(link.request("/v1/table?wait=1").build().uri()).hasToString(asked);
        }
    }
}
