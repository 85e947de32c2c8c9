package dev.meridian.controller.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.decision.Outlook;
import dev.meridian.controller.decision.ProportionalPolicy;
import dev.meridian.controller.problem.AdminOverride;
import dev.meridian.controller.problem.Objections;
import dev.meridian.controller.problem.Refused;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RegionState;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.intent.Steering;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId EU = new RegionId("eu-west-1");

    private final Safety safety = new Safety(PolicySettings.DEFAULTS);
    private final SortedMap<OriginId, SortedSet<Label>> residency = new TreeMap<>();

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,    HEALTHY,    ''",
        "HEALTHY,    DEGRADED,   ''",
        "HEALTHY,    RECOVERING, ''",
        "HEALTHY,    DRAINED,    ''",
        "HEALTHY,    UNKNOWN,    nothing is known to serve there",
        "DEGRADED,   UNKNOWN,    nothing is known to serve there",
        "HEALTHY,    DOWN,       all of that is DOWN",
        "UNKNOWN,    DOWN,       all of that is DOWN",
        "UNKNOWN,    UNKNOWN,    ''",
        "DOWN,       UNKNOWN,    ''",
        "DOWN,       DOWN,       ''",
    })
    void drainOfTheBestRegionLeavesOneThatIsAsGood(Health drained, Health left, String because) {
        Objections objections = Objections.listed();

        safety.review("draining region eu-west-1", drain(EU, health(drained, left)), objections);

        if (because.isEmpty()) {
            assertThat(objections.raised()).isEmpty();
        } else {
            assertThat(objections.raised())
                    .containsExactly("draining region eu-west-1 would leave us-west-2, and " + because);
        }
    }

    @Test
    void objectionRefusesUnlessItIsOverridden() {
        Outlook outlook = drain(EU, health(Health.HEALTHY, Health.DOWN));
        Objections overridden = Objections.to(new AdminOverride("flood"));

        assertThatThrownBy(() -> safety.review("it", outlook, Objections.binding()))
                .isInstanceOf(Refused.class);
        safety.review("it", outlook, overridden);
        assertThat(overridden.raised()).hasSize(1);
    }

    @Test
    void originKeepsARegionThatItMayBeSentTo() {
        residency.put(new OriginId("fra"), new TreeSet<>(List.of(new Label("eu"))));
        Objections eu = Objections.listed();
        Objections us = Objections.listed();

        safety.review("it", drain(EU, health(Health.HEALTHY, Health.HEALTHY)), eu);
        safety.review("it", drain(US, health(Health.HEALTHY, Health.HEALTHY)), us);

        assertThat(eu.raised())
                .containsExactly("it would leave origin fra no region that carries [eu], which it demands");
        assertThat(us.raised()).isEmpty();
    }

    private static SortedMap<RegionId, RegionState> health(Health eu, Health us) {
        SortedMap<RegionId, RegionState> states = new TreeMap<>();
        states.put(EU, state(eu));
        states.put(US, state(us));
        return states;
    }

    private static RegionState state(Health health) {
        BasisPoints score = health == Health.DOWN ? BasisPoints.ZERO : BasisPoints.WHOLE;
        return new RegionState(health, NOW, score, BasisPoints.WHOLE, 0, 0, NOW, "as the test says");
    }

    private Outlook drain(RegionId region, SortedMap<RegionId, RegionState> states) {
        SortedMap<RegionId, RegionSpec> specs = new TreeMap<>();
        SortedMap<RegionId, RegionIntent> intents = new TreeMap<>();
        for (RegionId each : List.of(US, EU)) {
            SortedSet<Label> labels = each.equals(EU) ? new TreeSet<>(List.of(new Label("eu"))) : new TreeSet<>();
            specs.put(
                    each,
                    new RegionSpec(
                            Endpoint.parse(each + ".example"), RegionKind.EDGE, null, labels, RegionSpec.USUAL_PRICE));
            intents.put(each, new RegionIntent(100, true));
        }
        Inputs before = new Inputs(1, specs, intents, residency, Steering.NONE, List.of(), List.of(), List.of(), null);
        Drain drain = new Drain("d", region, DrainMode.GRACEFUL, "upgrade", "ana", NOW, NOW.plus(Duration.ofHours(1)));
        Inputs after = before.wanting(intents, List.of(drain));
        Decision decided = new ProportionalPolicy().decide(before, PolicySettings.DEFAULTS, NOW);
        Decision now = new Decision(
                NOW, decided.table(), states, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
        return new Outlook(
                now, before, decided, after, new ProportionalPolicy().decide(after, PolicySettings.DEFAULTS, NOW));
    }
}
