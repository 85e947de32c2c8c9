package dev.meridian.e2e.client;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import tools.jackson.databind.JsonNode;

/** Breaks and asks the stand-in for HolySheep. Thread-safe. */
public final class SimulatorControl {
    private final URI base;

    public SimulatorControl(URI base) {
        this.base = base;
    }

    /** No faults, every port open, nothing remembered. */
    public void reset() {
        call("POST", "/_sim/reset", "");
    }

    /** Adds a rule, see the simulator's README. */
    public void fault(String rule) {
        call("POST", "/_sim/faults", rule);
    }

    /** Closes or opens a region's port. */
    public void listening(String region, boolean listening) {
        call("PUT", "/_sim/regions/" + region, "{\"listening\":" + listening + "}");
    }

    /** The newest chat requests that came through a region, oldest of them first. */
    public JsonNode chats(String region) {
        return call("GET", "/_sim/requests?uri=/v1/chat/completions&limit=1000&region=" + region, "");
    }

    /** The newest requests that it received, whatever they asked for. */
    public JsonNode requests() {
        return call("GET", "/_sim/requests?limit=1000", "");
    }

    private JsonNode call(String method, String path, String body) {
        Reply reply = Http.send(Http.request(base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
        if (reply.status() < 200 || reply.status() > 299) {
            throw new AssertionError(method + " " + path + " was answered " + reply.status() + ": " + reply.body());
        }
        return reply.json();
    }
}
