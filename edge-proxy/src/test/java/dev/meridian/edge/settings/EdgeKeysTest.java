package dev.meridian.edge.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;

/** A key of ours that nothing reads is an error; other programs' keys are none of our business. */
class EdgeKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "meridian.edge.origin",
                "meridian.edge.table-file",
                "meridian.edge.tableFile",
                "meridian.edge.table_file",
                "meridian.edge.limits.body",
                "meridian.edge.limits.bufferedBodies",
                "meridian.edge.endpoint-overrides.eu-west-1",
                "meridian.edge.endpointOverrides.eu-west-1",
                "meridian.edge.endpoint-overrides[eu-west-1]",
                "meridian.edge.model-first-content[gpt-4.1]",
                "spring.main.banner-mode",
                "HOLYSHEEP_API_KEY",
                "meridianX.edge.orgin"
            })
    void keyThatIsReadOrIsNotOursIsKnown(String key) {
        assertThatCode(() -> EdgeKeys.requireKnown(environment("arguments", key)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "meridian.edge.orgin, meridian.edge.origin",
        "meridian.edge.tableFiel, meridian.edge.table-file",
        "meridian.edge.limits.bodi, meridian.edge.limits.body",
        "meridian.edge.limits, meridian.edge.port",
        "meridian.edge.origns, meridian.edge.origin",
        "meridian.ege.port, meridian.edge.port",
        "meridian.edge.endpoint-overridess.eu-west-1, meridian.edge.endpoint-overrides",
        "meridian.edge.model-first-contents[x], meridian.edge.model-first-content"
    })
    void unknownKeyIsNamedWithTheNearestKnownOne(String key, String nearest) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> EdgeKeys.requireKnown(environment("arguments", key)))
                .withMessageContaining("the nearest known one is \"" + nearest + "\"");
    }

    @Test
    void environmentVariablesAreNotLookedAt() {
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        assertThatCode(() -> EdgeKeys.requireKnown(environment(source, "meridian.edge.orgin")))
                .doesNotThrowAnyException();
    }

    private static StandardEnvironment environment(String source, String key) {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.remove(source);
        sources.addFirst(new MapPropertySource(source, Map.of(key, "x")));
        return environment;
    }
}
