package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.intent.DrainRequest;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.intent.Regions;
import dev.meridian.controller.problem.Bodies;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts, lists and ends drains. */
@RestController
public final class DrainsEndpoint {
    private final Wire wire;
    private final Regions regions;
    private final Intents intents;

    public DrainsEndpoint(Wire wire, Regions regions, Intents intents) {
        this.wire = wire;
        this.regions = regions;
        this.intents = intents;
    }

    @GetMapping("/v1/drains")
    DrainsView drains(@RequestParam(name = "all", defaultValue = "false") String all) {
        return switch (all) {
            case "true" -> new DrainsView(intents.activeDrains(), intents.endedDrains());
            case "false" -> new DrainsView(intents.activeDrains(), null);
            default -> throw new BadMessage("all must be true or false");
        };
    }

    @PostMapping(path = "/v1/drains", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Drain> start(HttpServletRequest request) throws IOException {
        byte[] body = Bodies.read(request, Bodies.MAX_OPERATOR_BYTES);
        DrainRequest drain = wire.readOperators(body, DrainRequest.class, Map.of("mode", DrainMode.GRACEFUL.name()));
        regions.requireKnown(drain.region());
        Drain started = intents.startDrain(drain, Actor.of(request));
        return ResponseEntity.created(URI.create("/v1/drains/" + started.id())).body(started);
    }

    /** Ending a drain that has ended already is a success: the caller has what it wants. */
    @DeleteMapping("/v1/drains/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable("id") String id, HttpServletRequest request) {
        intents.endDrain(id, Actor.of(request));
    }
}
