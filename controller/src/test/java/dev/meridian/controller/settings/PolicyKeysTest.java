package dev.meridian.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.routing.policy.PolicySettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

final class PolicyKeysTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @Test
    void withoutKeysTheDefaultsHold() {
        assertThat(PolicyKeys.read(Map.of(), INTERVAL)).isEqualTo(PolicySettings.DEFAULTS);
    }

    @Test
    void keysAreTheNumbersOfTheDecisionHoweverTheyAreSpelt() {
        PolicySettings settings =
                PolicyKeys.read(Map.of("trust-full", "7s", "downafter", "4", "rampStart", "600"), INTERVAL);

        assertThat(settings.trust().trustFull()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.health().downAfter()).isEqualTo(4);
        assertThat(settings.ramp().rampStart()).isEqualTo(600);
    }

    @Test
    void keysMayBeEnvironmentVariables() {
        Map<String, Object> variables =
                Map.of("MERIDIAN_CONTROLLER_POLICY_DOWN_AFTER", "4", "MERIDIAN_CONTROLLER_POLICY_FLAPHALFLIFE", "20m");
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables));
        Map<String, String> bound = new Binder(ConfigurationPropertySources.from(sources))
                .bind("meridian.controller.policy", Bindable.mapOf(String.class, String.class))
                .get();

        PolicySettings settings = PolicyKeys.read(bound, INTERVAL);

        assertThat(settings.health().downAfter()).isEqualTo(4);
        assertThat(settings.flap().flapHalfLife()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void twoSpellingsOfOneKeyMustAgree() {
        assertThatThrownBy(() -> PolicyKeys.read(Map.of("down-after", "4", "down.after", "5"), INTERVAL))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("is set twice")
                .hasMessageContaining("4")
                .hasMessageContaining("5");
        assertThat(PolicyKeys.read(Map.of("down-after", "4", "down.after", "4"), INTERVAL)
                        .health()
                        .downAfter())
                .isEqualTo(4);
    }

    @Test
    void loadPricesAreReadInTheirOwnForm() {
        PolicySettings settings = PolicyKeys.read(Map.of("load-prices", "50%:0ms 100%:30ms"), INTERVAL);

        assertThat(settings.allocate().loadPrices()).hasToString("50%:0ms 100%:30ms");
        assertThatThrownBy(() -> PolicyKeys.read(Map.of("load-prices", "half"), INTERVAL))
                .isInstanceOf(ConfigurationError.class)
                .hasMessage("meridian.controller.policy.load-prices: load price \"half\" must have the form 70%:20ms");
    }

    @Test
    void noTwoNumbersShareAKey() {
        assertThat(PolicyKeys.all()).doesNotHaveDuplicates().contains("headroom", "flap-half-life", "removal-every");
    }

    @Test
    void cycleIsTheDecisionInterval() {
        assertThat(PolicyKeys.read(Map.of(), Duration.ofMillis(200)).cycle()).isEqualTo(Duration.ofMillis(200));
        assertThatThrownBy(() -> PolicyKeys.read(Map.of("cycle", "3s"), INTERVAL))
                .isInstanceOf(ConfigurationError.class);
    }

    @Test
    void numberOutOfItsRangeIsNamed() {
        assertThatThrownBy(() -> PolicyKeys.read(Map.of("down-after", "0"), INTERVAL))
                .isInstanceOf(ConfigurationError.class)
                .hasMessage("meridian.controller.policy: downAfter 0 must be 1 to 1000");
    }
}
