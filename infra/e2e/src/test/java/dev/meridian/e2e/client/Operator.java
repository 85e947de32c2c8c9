package dev.meridian.e2e.client;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Steers the controller as an operator does. Thread-safe. */
public final class Operator {
    private final URI controller;
    private final String token;

    public Operator(URI controller, String token) {
        this.controller = controller;
        this.token = token;
    }

    /** The latest table. */
    public JsonNode table() {
        return ok("GET", "/v1/table", "").json();
    }

    /** The latest table's version, as edges show it. */
    public String version() {
        JsonNode version = table().path("version");
        return version.path("epoch").asLong() + "." + version.path("version").asLong();
    }

    /** The shares of an origin; regions without a share are 0 or missing. */
    public Map<String, Integer> shares(String origin) {
        Map<String, Integer> shares = new TreeMap<>();
        table().path("origins")
                .path(origin)
                .path("shares")
                .properties()
                .forEach(share -> shares.put(share.getKey(), share.getValue().asInt()));
        return shares;
    }

    /** The share of a region as its own origin sees it. */
    public int share(String region) {
        return shares(region).getOrDefault(region, 0);
    }

    /** What the controller knows of a region. */
    public JsonNode region(String region) {
        return ok("GET", "/v1/regions", "").json().path("regions").path(region);
    }

    /** Sets weight and enabled. */
    public void intend(String region, int weight) {
        ok("PUT", "/v1/regions/" + region + "/intent", "{\"weight\":" + weight + ",\"enabled\":true}");
    }

    /** Starts a drain and returns its id. */
    public String drain(String region, String mode, Duration length) {
        String body = "{\"region\":\"%s\",\"mode\":\"%s\",\"reason\":\"a test\",\"expiresAt\":\"%s\"}"
                .formatted(region, mode, Instant.now().plus(length).truncatedTo(ChronoUnit.MILLIS));
        return ok("POST", "/v1/drains", body).json().path("id").asString();
    }

    /** Ends a drain; one that has ended already stays so. */
    public void endDrain(String id) {
        ok("DELETE", "/v1/drains/" + id, "");
    }

    /** The ids of the drains that hold. */
    public List<String> drains() {
        List<String> ids = new ArrayList<>();
        ok("GET", "/v1/drains", "")
                .json()
                .path("drains")
                .forEach(drain -> ids.add(drain.path("id").asString()));
        return ids;
    }

    /** Ends the freeze, if there is one. */
    public void unfreeze() {
        call("DELETE", "/v1/freeze", "");
    }

    /** Ends a pin; one that has ended already stays so. */
    public void unpin(String origin) {
        call("DELETE", "/v1/pins/" + origin, "");
    }

    /** The origins that are pinned. */
    public List<String> pinned() {
        return List.copyOf(ok("GET", "/v1/pins", "").json().path("pins").propertyNames());
    }

    private Reply ok(String method, String path, String body) {
        Reply reply = call(method, path, body);
        if (reply.status() < 200 || reply.status() > 299) {
            throw new AssertionError(method + " " + path + " was answered " + reply.status() + ": " + reply.body());
        }
        return reply;
    }

    /** Any call, with the operator's token; a change replaces whatever there is. */
    public Reply call(String method, String path, String body) {
        return Http.send(Http.request(controller.resolve(path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .header("if-match", "*")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }
}
