package dev.meridian.controller.admin;

import dev.meridian.controller.change.Asked;
import dev.meridian.controller.change.Changes;
import dev.meridian.controller.description.Described;
import dev.meridian.controller.intent.HoldRequest;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.intent.PinRequest;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.controller.wire.Wire;
import dev.meridian.routing.intent.Freeze;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.intent.SafetyRules;
import dev.meridian.routing.region.OriginId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators hold or forbid: the freeze, pins and safety rules. */
@RestController
public final class HoldsEndpoint {
    private final Wire wire;
    private final Holds holds;
    private final Changes changes;

    public HoldsEndpoint(Wire wire, Holds holds, Changes changes) {
        this.wire = wire;
        this.holds = holds;
        this.changes = changes;
    }

    @Described(value = "the freeze", answer = Freeze.class, also = 404)
    @GetMapping("/v1/freeze")
    ResponseEntity<byte[]> freeze() {
        return changes.show(holds.requireFreeze());
    }

    @Described(value = "freezes the table", body = HoldRequest.class, change = true, answer = Freeze.class)
    @PutMapping(path = "/v1/freeze", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> putFreeze(HttpServletRequest request) throws IOException {
        Asked asked = Asked.of(request, wire);
        HoldRequest wanted = asked.body(wire, HoldRequest.class, Map.of());
        return changes.answer(
                asked,
                () -> new PutFreeze(holds, holds.freeze(wanted, asked.by().who()), asked.by()));
    }

    @Described(value = "ends the freeze", change = true, status = 204, also = 404)
    @DeleteMapping("/v1/freeze")
    ResponseEntity<byte[]> endFreeze(HttpServletRequest request) {
        Asked asked = Asked.withoutBody(request);
        return changes.answer(asked, () -> new EndFreeze(holds, asked.by()));
    }

    @Described("all pins")
    @GetMapping("/v1/pins")
    PinsView pins() {
        return new PinsView(holds.active().pins());
    }

    @Described(value = "the pin of an origin", answer = Pin.class)
    @GetMapping("/v1/pins/{origin}")
    ResponseEntity<byte[]> pin(@PathVariable("origin") String name) {
        return changes.show(holds.requirePin(origin(name)));
    }

    @Described(value = "pins an origin to shares", body = PinRequest.class, change = true, answer = Pin.class)
    @PutMapping(path = "/v1/pins/{origin}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> putPin(@PathVariable("origin") String name, HttpServletRequest request) throws IOException {
        OriginId origin = origin(name);
        Asked asked = Asked.of(request, wire);
        PinRequest wanted = asked.body(wire, PinRequest.class, Map.of());
        return changes.answer(
                asked,
                () -> new PutPin(holds, origin, holds.pin(wanted, asked.by().who()), asked.by()));
    }

    @Described(value = "ends the pin of an origin", change = true, status = 204)
    @DeleteMapping("/v1/pins/{origin}")
    ResponseEntity<byte[]> endPin(@PathVariable("origin") String name, HttpServletRequest request) {
        Asked asked = Asked.withoutBody(request);
        return changes.answer(asked, () -> new EndPin(holds, origin(name), asked.by()));
    }

    @Described(value = "the safety rules", answer = SafetyRules.class)
    @GetMapping("/v1/safety-rules")
    ResponseEntity<byte[]> rules() {
        return changes.show(holds.active().safety());
    }

    @Described(
            value = "sets the safety rules",
            body = SafetyRules.class,
            change = true,
            answer = SafetyRules.class,
            also = 404)
    @PutMapping(path = "/v1/safety-rules", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> putRules(HttpServletRequest request) throws IOException {
        Asked asked = Asked.of(request, wire);
        SafetyRules rules = asked.body(wire, SafetyRules.class, Map.of());
        return changes.answer(asked, () -> new PutRules(holds, rules, asked.by()));
    }

    static OriginId origin(String name) {
        try {
            return new OriginId(name);
        } catch (IllegalArgumentException e) {
            throw new BadMessage(String.valueOf(e.getMessage()));
        }
    }

    /** The pins that hold now. */
    record PinsView(SortedMap<OriginId, Pin> pins) {}
}
