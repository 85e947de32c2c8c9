package dev.meridian.controller.admin;

import dev.meridian.controller.change.Asked;
import dev.meridian.controller.change.Changes;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
    private final Changes changes;

    public RegionsEndpoint(Wire wire, Regions regions, Intents intents, Overview overview, Changes changes) {
        this.wire = wire;
        this.regions = regions;
        this.intents = intents;
        this.overview = overview;
        this.changes = changes;
    }

    @Described("all regions as they are")
    @GetMapping("/v1/regions")
    RegionsView regions() {
        return overview.now();
    }

    @Described(value = "what operators want of a region", answer = RegionIntent.class)
    @GetMapping("/v1/regions/{region}/intent")
    ResponseEntity<byte[]> intent(@PathVariable("region") String name) {
        return changes.show(Objects.requireNonNull(intents.effective().get(regions.named(name))));
    }

    @Described(
            value = "sets what operators want of a region",
            body = RegionIntent.class,
            change = true,
            answer = RegionIntent.class)
    @PutMapping(path = "/v1/regions/{region}/intent", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> putIntent(@PathVariable("region") String name, HttpServletRequest request)
            throws IOException {
        RegionId region = regions.named(name);
        Asked asked = Asked.of(request, wire);
        RegionIntent intent = asked.body(wire, RegionIntent.class, Map.of());
        return changes.answer(asked, () -> new SetIntent(intents, region, intent, asked.by()));
    }
}
