package dev.meridian.demo.world;

import dev.meridian.demo.geography.Geography;
import dev.meridian.routing.region.RegionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The tokens and keys of one run, drawn when it starts. They never appear in a message of the demo. */
final class Credentials {
    private static final int RANDOM_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final String operator = draw("op-");
    private final String edges = draw("edge-");
    private final String peers = draw("peer-");
    private final String upstreamKey = draw("sk-demo-");
    private final Map<RegionId, String> agents = new TreeMap<>();

    Credentials() {
        for (RegionId region : Geography.REGIONS) {
            agents.put(region, draw("agent-"));
        }
    }

    String operator() {
        return operator;
    }

    String edges() {
        return edges;
    }

    /** What edges show each other. */
    String peers() {
        return peers;
    }

    /** What edges show the simulator, and clients the edges. */
    String upstreamKey() {
        return upstreamKey;
    }

    String agent(RegionId region) {
        return get(agents, region);
    }

    /** The controller's tokens file: hashes, no tokens. */
    String tokensFile() {
        StringBuilder yaml = new StringBuilder("tokens:\n");
        yaml.append("  - {name: demo-operator, role: operator, sha256: %s}\n".formatted(sha256(operator)));
        yaml.append("  - {name: edges, role: edge, sha256: %s}\n".formatted(sha256(edges)));
        agents.forEach((region, token) -> yaml.append("  - {name: agent-%s, role: agent, region: %s, sha256: %s}\n"
                .formatted(region, region, sha256(token))));
        return yaml.toString();
    }

    private String draw(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    private static String get(Map<RegionId, String> tokens, RegionId region) {
        String token = tokens.get(region);
        if (token == null) {
            throw new IllegalArgumentException("the demo has no region " + region);
        }
        return token;
    }

    static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
