package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@SuppressWarnings("NullAway.Init")
class UpstreamSettingsTest {
    @TempDir
    private Path secret;

    private final StandardEnvironment environment = new StandardEnvironment();

    UpstreamSettingsTest() {
        Map<String, Object> variables =
                Map.of("HOLYSHEEP_API_KEY", "sk-variable", "HOLYSHEEP_BASE_URL", "http://variable:8070/v1");
        environment.getPropertySources().addFirst(new MapPropertySource("test", variables));
    }

    @Test
    void mountedSecretWinsOverTheEnvironment() throws IOException {
        assertThat(UpstreamSettings.from(environment, null).apiKey()).isEqualTo("sk-variable");
        Files.writeString(secret.resolve("api-key"), "sk-mounted\n");
        UpstreamSettings keyOnly = UpstreamSettings.from(environment, secret);
        assertThat(keyOnly.apiKey()).isEqualTo("sk-mounted");
        assertThat(keyOnly.endpoint()).isEqualTo(Endpoint.parse("http://variable:8070/v1"));
        Files.writeString(secret.resolve("base-url"), "https://api.holysheep.ai/v1\n");
        assertThat(UpstreamSettings.from(environment, secret).endpoint())
                .isEqualTo(Endpoint.parse("https://api.holysheep.ai/v1"));
    }

    @Test
    void wrongSecretIsNamedByItsFile() throws IOException {
        refused("meridian.edge.secret-dir: " + secret.resolve("api-key") + " cannot be read");
        Files.writeString(secret.resolve("api-key"), "two words");
        refused("api-key must hold one token");
        Files.writeString(secret.resolve("api-key"), "sk-mounted");
        Files.writeString(secret.resolve("base-url"), "ftp://x");
        refused(secret.resolve("base-url") + ": endpoint scheme");
    }

    private void refused(String saying) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> UpstreamSettings.from(environment, secret))
                .withMessageContaining(saying);
    }
}
