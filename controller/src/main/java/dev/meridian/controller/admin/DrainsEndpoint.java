package dev.meridian.controller.admin;

import dev.meridian.controller.change.Asked;
import dev.meridian.controller.change.Changes;
import dev.meridian.controller.change.DrainPreview;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.DrainRequest;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.report.RegionStreams;
import dev.meridian.controller.report.Streams;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Starts, extends, lists and ends drains. */
@RestController
public final class DrainsEndpoint {
    private final Wire wire;
    private final Regions regions;
    private final Intents intents;
    private final Changes changes;
    private final Streams streams;

    public DrainsEndpoint(Wire wire, Regions regions, Intents intents, Changes changes, Streams streams) {
        this.wire = wire;
        this.regions = regions;
        this.intents = intents;
        this.changes = changes;
        this.streams = streams;
    }

    @Described("the drains that hold; with all, those of the past too")
    @GetMapping("/v1/drains")
    DrainsView drains(@RequestParam(name = "all", defaultValue = "false") String all) {
        List<Drain> open = intents.activeDrains();
        SortedMap<RegionId, RegionStreams> left = new TreeMap<>();
        Streams.Said said = streams.now();
        open.forEach(drain -> left.put(drain.region(), said.in(drain.region())));
        return switch (all) {
            case "true" -> new DrainsView(open, left, intents.endedDrains());
            case "false" -> new DrainsView(open, left, null);
            default -> throw new BadMessage("all must be true or false");
        };
    }

    @Described(value = "a drain, open or ended", answer = DrainView.class)
    @GetMapping("/v1/drains/{id}")
    ResponseEntity<byte[]> drain(@PathVariable("id") String id) {
        @Nullable Drain open = intents.openDrain(id);
        return changes.show(open == null ? DrainView.of(intents.requireKnown(id)) : DrainView.of(open));
    }

    @Described(
            value = "starts a drain",
            body = DrainRequest.class,
            optional = "mode",
            change = true,
            answer = Drain.class,
            status = 201,
            also = 404)
    @PostMapping(path = "/v1/drains", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> start(HttpServletRequest request) throws IOException {
        Asked asked = Asked.of(request, wire);
        return changes.answer(asked, () -> start(asked, Map.of("mode", DrainMode.GRACEFUL.name())));
    }

    /** A reason and an end are not needed to look ahead. */
    @Described(
            value = "what a drain would lead to",
            body = DrainRequest.class,
            optional = {"mode", "reason", "expiresAt"},
            also = {404, 409, 503})
    @PostMapping(path = "/v1/drains/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    DrainPreview preview(HttpServletRequest request) throws IOException {
        String soon = changes.clock().instant().plus(Drain.DEFAULT_DURATION).toString();
        StartDrain drain = start(
                Asked.of(request, wire),
                Map.of("mode", DrainMode.GRACEFUL.name(), "reason", "preview", "expiresAt", soon));
        RegionId region = drain.drain().region();
        return changes.preview(drain, region, streams.now().in(region));
    }

    @Described(value = "gives a drain another end", body = DrainEnd.class, change = true, answer = DrainView.class)
    @PatchMapping(path = "/v1/drains/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> extend(@PathVariable("id") String id, HttpServletRequest request) throws IOException {
        Asked asked = Asked.of(request, wire);
        DrainEnd end = asked.body(wire, DrainEnd.class, Map.of());
        return changes.answer(asked, () -> new ExtendDrain(intents, id, end.expiresAt(), asked.by()));
    }

    @Described(value = "ends a drain", change = true, status = 204)
    @DeleteMapping("/v1/drains/{id}")
    ResponseEntity<byte[]> end(@PathVariable("id") String id, HttpServletRequest request) {
        Asked asked = Asked.withoutBody(request);
        return changes.answer(asked, () -> new EndDrain(intents, id, asked.by()));
    }

    private StartDrain start(Asked asked, Map<String, String> defaults) {
        DrainRequest drain = asked.body(wire, DrainRequest.class, defaults);
        regions.requireKnown(drain.region());
        return new StartDrain(intents, intents.draft(drain, asked.by().who()), asked.by());
    }
}
