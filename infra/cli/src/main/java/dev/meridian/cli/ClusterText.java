package dev.meridian.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A region's cluster in a few words; empty where its agents stand in none, none is heard, or the controller is older. */
final class ClusterText {
    /** A table's cell names no more nodes. */
    private static final int MAX_NODES = 3;

    private ClusterText() {}

    /** Such as {@code 2/3 ready, 1 pending (RESOURCES), rollout}. */
    static String pods(JsonNode cluster) {
        return switch (cluster.path("view").asString("OUTSIDE")) {
            case "OUTSIDE" -> "";
            case "UNSEEN" -> "API server not reached";
            case "STALE" -> counts(cluster) + ", as of " + seconds(cluster) + "s ago";
            default -> counts(cluster);
        };
    }

    /** The nodes that something is wrong with, such as {@code node-a CORDONED, 2 more}. */
    static String nodes(JsonNode cluster) {
        JsonNode nodes = cluster.path("nodes");
        List<String> words = nodes.properties().stream()
                .limit(MAX_NODES)
                .map(node -> node.getKey() + " " + joined(node.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        int more = nodes.size() - words.size() + cluster.path("moreNodes").asInt(0);
        if (more > 0) {
            words.add(more + " more");
        }
        return String.join(", ", words);
    }

    private static String counts(JsonNode cluster) {
        JsonNode pods = cluster.path("pods");
        List<String> words = new ArrayList<>();
        words.add(pods.path("ready").asInt(0) + "/" + pods.path("total").asInt(0) + " ready");
        for (String state : List.of("starting", "terminating")) {
            if (pods.path(state).asInt(0) > 0) {
                words.add(pods.path(state).asInt() + " " + state);
            }
        }
        JsonNode pending = cluster.path("pending");
        if (!pending.isEmpty()) {
            words.add(pending(pending));
        }
        if (cluster.path("rollout").asBoolean(false)) {
            words.add("rollout");
        }
        return String.join(", ", words);
    }

    private static String pending(JsonNode reasons) {
        if (reasons.size() == 1) {
            return reasons.properties().stream()
                    .map(one -> one.getValue().asInt() + " pending (" + one.getKey() + ")")
                    .collect(Collectors.joining());
        }
        int all = reasons.valueStream().mapToInt(JsonNode::asInt).sum();
        return reasons.properties().stream()
                .map(one -> one.getValue().asInt() + " " + one.getKey())
                .collect(Collectors.joining(", ", all + " pending (", ")"));
    }

    private static String joined(JsonNode names) {
        return names.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
    }

    private static long seconds(JsonNode cluster) {
        return Duration.ofMillis(cluster.path("ageMillis").asLong(0)).toSeconds();
    }
}
