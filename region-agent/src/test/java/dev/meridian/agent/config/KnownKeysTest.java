package dev.meridian.agent.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "meridian.agent.region",
                "meridian.agent.report-interval",
                "meridian.agent.reportInterval",
                "meridian.agent.edges",
                "meridian.agent.edges[0]",
                "meridian.agent.endpoint-overrides.us-west-2",
                "server.port",
                "spring.main.banner-mode",
            })
    void knownKeyPasses(String key) {
        assertThatCode(() -> check(new MapPropertySource("arguments", Map.of(key, "x"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "meridian.agent.regoin, meridian.agent.region",
        "meridian.agent.report-intervall, meridian.agent.report-interval",
        "meridian.agent.region.name, meridian.agent.region",
        "meridian.agent.peer-token, meridian.agent.peer-token-file",
        "meridian.controller-url, meridian.agent.controller-url",
        "meridian.edge.name, meridian.agent.name",
    })
    void unknownKeyIsNamedWithTheNearestKnownOne(String key, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(new MapPropertySource("arguments", Map.of(key, "x"))))
                .withMessageContaining(key)
                .withMessageEndingWith(nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MERIDIAN_AGENT_REPORTINTERVAL",
                "MERIDIAN_AGENT_REPORT_INTERVAL",
                "MERIDIAN_AGENT_EDGES_0",
                "MERIDIAN_AGENT_SERVICE_HOST",
                "MERIDIAN_AGENT_PORT_8091_TCP_ADDR",
                "MERIDIAN_AGENT_METRICS_SERVICE_PORT_HTTP",
                "MERIDIAN_AGENT_METRICS_PORT_8091_TCP",
                "MERIDIAN_CONTROLLER_PORT",
                "HOME",
            })
    void variableThatIsKnownOrNotMeantForTheAgentPasses(String variable) {
        assertThatCode(() -> check(environment(variable))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MERIDIAN_AGENT_REPORT_INTERVALL", "MERIDIAN_AGENT_REGOIN"})
    void unknownVariableIsNamed(String variable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(environment(variable)))
                .withMessageContaining(variable);
    }

    private static PropertySource<?> environment(String variable) {
        return new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "x"));
    }

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(known -> environment.getPropertySources().remove(known.getName()));
        environment.getPropertySources().addFirst(source);
        KnownKeys.check(environment);
    }
}
