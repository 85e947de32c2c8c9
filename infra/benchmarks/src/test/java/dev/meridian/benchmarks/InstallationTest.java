package dev.meridian.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.policy.PolicySettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
    @ParameterizedTest
    @ValueSource(strings = {"3x3", "100x10"})
    void isAsLargeAsItSaysAndGivesNoAlarm(String name) {
        Size size = Size.parse(name);
        Installation installation = new Installation(size);
        Inputs inputs = installation.steady();
        Decision decision = RoutingPolicy.decide(inputs, PolicySettings.DEFAULTS, installation.now());
        assertThat(inputs.reports()).hasSize(size.agents());
        assertThat(decision.states()).hasSize(size.regions());
        assertThat(decision.table().origins()).hasSizeGreaterThanOrEqualTo(size.origins());
        assertThat(decision.alarms()).isEmpty();
    }
}
