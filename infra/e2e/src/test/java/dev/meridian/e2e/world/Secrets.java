package dev.meridian.e2e.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What must never be seen in any program's output: drawn anew for every world.
 *
 * @param admin the token of an admin
 * @param operator the token of an operator
 * @param viewer the token of one who may only look
 * @param edges the token of the edges
 * @param peers what edges show each other
 * @param upstreamKey HolySheep's key, which clients may show too
 * @param wrongKey what clients show by mistake; as secret as the right one
 * @param prompt a word that every test's prompt contains
 * @param agents each region's agent's token
 */
public record Secrets(
        String admin,
        String operator,
        String viewer,
        String edges,
        String peers,
        String upstreamKey,
        String wrongKey,
        String prompt,
        Map<String, String> agents) {
    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets draw() {
        Map<String, String> agents = new TreeMap<>();
        Regions.ALL.forEach(region -> agents.put(region, draw("agent-")));
        return new Secrets(
                draw("admin-"),
                draw("operator-"),
                draw("viewer-"),
                draw("edges-"),
                draw("peers-"),
                draw("sk-right-"),
                draw("sk-wrong-"),
                draw("prompt-"),
                Map.copyOf(agents));
    }

    /** Every one of them. */
    public List<String> all() {
        return Stream.concat(
                        Stream.of(admin, operator, viewer, edges, peers, upstreamKey, wrongKey, prompt),
                        agents.values().stream())
                .toList();
    }

    String agent(String region) {
        String token = agents.get(region);
        if (token == null) {
            throw new IllegalArgumentException("there is no region " + region);
        }
        return token;
    }

    /** The controller's tokens file. */
    String tokensFile() {
        StringBuilder yaml = new StringBuilder("tokens:\n");
        yaml.append("  - {name: test-admin, role: admin, sha256: %s}\n".formatted(sha256(admin)));
        yaml.append("  - {name: test-operator, role: operator, sha256: %s}\n".formatted(sha256(operator)));
        yaml.append("  - {name: test-viewer, role: viewer, sha256: %s}\n".formatted(sha256(viewer)));
        yaml.append("  - {name: edges, role: edge, sha256: %s}\n".formatted(sha256(edges)));
        agents.forEach((region, token) -> yaml.append("  - {name: agent-%s, role: agent, region: %s, sha256: %s}\n"
                .formatted(region, region, sha256(token))));
        return yaml.toString();
    }

    /** Says nothing of them. */
    @Override
    public String toString() {
        return "Secrets";
    }

    private static String draw(String prefix) {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
