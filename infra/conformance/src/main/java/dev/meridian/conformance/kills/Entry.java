package dev.meridian.conformance.kills;

import tools.jackson.databind.JsonNode;

/** An entry of the controller's audit; what it leaves out is empty. */
record Entry(
        long id,
        String requestId,
        String action,
        String target,
        String before,
        String after,
        boolean done,
        String previous,
        String hash) {
    static Entry of(JsonNode json) {
        return new Entry(
                json.path("id").asLong(),
                json.path("requestId").asString(""),
                json.path("action").asString(""),
                json.path("target").asString(""),
                json.path("before").asString(""),
                json.path("after").asString(""),
                json.path("outcome").asString("").equals("DONE"),
                json.path("previous").asString(""),
                json.path("hash").asString(""));
    }

    /** The drain that began or ended: the first word of how it was. */
    String drain() {
        return (after.isEmpty() ? before : after).split(" ", 2)[0];
    }
}
