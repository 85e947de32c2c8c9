package dev.meridian.scenarios.report;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.scenarios.policy.LatencyBlend;
import dev.meridian.scenarios.policy.Meridian;
import dev.meridian.scenarios.policy.Policy;
import dev.meridian.scenarios.policy.StaticWeights;
import dev.meridian.scenarios.policy.Waterfall;

/** Who plays a scenario. */
enum Player {
    MERIDIAN("Meridian"),
    STATIC("static weights"),
    WATERFALL("waterfall"),
    BLEND("latency blend");

    private final String title;

    Player(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Policy policy(PolicySettings settings) {
        return switch (this) {
            case MERIDIAN -> new Meridian(settings);
            case STATIC -> new StaticWeights();
            case WATERFALL -> new Waterfall();
            case BLEND -> new LatencyBlend();
        };
    }
}
