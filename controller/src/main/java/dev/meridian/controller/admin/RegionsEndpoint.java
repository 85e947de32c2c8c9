package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.problem.Bodies;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** The regions as they are, and their intents. */
@RestController
public final class RegionsEndpoint {
    private final Wire wire;
    private final Regions regions;
    private final Intents intents;
    private final Overview overview;

    public RegionsEndpoint(Wire wire, Regions regions, Intents intents, Overview overview) {
        this.wire = wire;
        this.regions = regions;
        this.intents = intents;
        this.overview = overview;
    }

    @GetMapping("/v1/regions")
    RegionsView regions() {
        return overview.now();
    }

    @PutMapping(path = "/v1/regions/{region}/intent", consumes = MediaType.APPLICATION_JSON_VALUE)
    RegionIntent putIntent(@PathVariable("region") String name, HttpServletRequest request) throws IOException {
        RegionId region = regions.named(name);
        RegionIntent intent =
                wire.readOperators(Bodies.read(request, Bodies.MAX_OPERATOR_BYTES), RegionIntent.class, Map.of());
        intents.put(region, intent, Actor.of(request));
        return intent;
    }
}
