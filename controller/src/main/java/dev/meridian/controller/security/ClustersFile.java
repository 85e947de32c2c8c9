package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.KnownKeys;
import dev.meridian.controller.settings.YamlFile;
import dev.meridian.controller.settings.YamlNode;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code clusters[].{name, issuer, audience, jwks-url, jwks-file, ca-file, token-file,
 * accounts[].{namespace, name, role, region}}}: either the URL, perhaps with the CA and token for it, or the file of keys.
 */
final class ClustersFile {
    /** The most clusters: each is a value of a metric's label. */
    static final int MAX_CLUSTERS = 64;

    /** The most accounts of one cluster: each release of the edges' chart has two. */
    static final int MAX_ACCOUNTS = 1_000;

    private static final String DEFAULT_AUDIENCE = "meridian";
    private static final KnownKeys ROOT_KEYS = KnownKeys.of("clusters");
    private static final KnownKeys CLUSTER_KEYS =
            KnownKeys.of("name", "issuer", "audience", "jwks-url", "jwks-file", "ca-file", "token-file", "accounts");
    private static final KnownKeys ACCOUNT_KEYS = KnownKeys.of("namespace", "name", "role", "region");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern CLAIM = Pattern.compile("[\\x21-\\x7e]{1,500}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private ClustersFile() {}

    /**
     * Reads the file. Files that it names are not looked at.
     *
     * @throws ConfigurationError naming file and key
     */
    static List<ClusterSpec> read(Path file) {
        YamlNode list = YamlFile.read(file).onlyKeys(ROOT_KEYS).get("clusters");
        List<ClusterSpec> clusters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<List<String>> tokens = new HashSet<>();
        for (YamlNode node : list.elements(MAX_CLUSTERS)) {
            ClusterSpec cluster = cluster(node.onlyKeys(CLUSTER_KEYS));
            if (!names.add(cluster.name())) {
                throw new ConfigurationError(node.get("name").where() + " is the name of another cluster too");
            }
            if (!tokens.add(List.of(cluster.issuer(), cluster.audience()))) {
                throw new ConfigurationError(node.get("issuer").where()
                        + " and its audience are another cluster's too, and so their tokens could not be told apart");
            }
            clusters.add(cluster);
        }
        if (clusters.isEmpty()) {
            throw new ConfigurationError(list.where() + " has no cluster, there must be 1 to " + MAX_CLUSTERS);
        }
        return List.copyOf(clusters);
    }

    private static ClusterSpec cluster(YamlNode node) {
        String name = node.get("name").matching(LABEL, "1 to 63 characters of a-z 0-9 -");
        YamlNode audience = node.get("audience");
        return new ClusterSpec(
                name,
                claim(node.get("issuer")),
                audience.isMissing() ? DEFAULT_AUDIENCE : claim(audience),
                source(node),
                accounts(name, node.get("accounts")));
    }

    private static String claim(YamlNode node) {
        return node.matching(CLAIM, "1 to 500 characters without spaces");
    }

    private static KeySource source(YamlNode node) {
        boolean url = !node.get("jwks-url").isMissing();
        @Nullable Path file = path(node.get("jwks-file"));
        if (url == (file != null)) {
            throw new ConfigurationError(node.where() + " must have either jwks-url or jwks-file");
        }
        @Nullable Path ca = path(node.get("ca-file"));
        @Nullable Path token = path(node.get("token-file"));
        if (file == null) {
            return new KeysUrl(url(node.get("jwks-url")), ca, token);
        }
        if (ca != null || token != null) {
            throw new ConfigurationError(node.where() + " has a ca-file or a token-file, which go with jwks-url only");
        }
        return new KeysFile(file);
    }

    /** Over plain HTTP anybody on the way could put in keys of their own. */
    private static URI url(YamlNode node) {
        try {
            URI url = URI.create(node.text());
            boolean host = url.getHost() != null && url.getUserInfo() == null;
            if (host && ("https".equals(url.getScheme()) || isOnLoopback(url))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError(node.where() + " must be a URL", e);
        }
        throw new ConfigurationError(node.where() + " must be a https URL without a user (http on loopback only)");
    }

    private static boolean isOnLoopback(URI url) {
        return "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
    }

    private static @Nullable Path path(YamlNode node) {
        try {
            return node.isMissing() ? null : Path.of(node.text());
        } catch (InvalidPathException e) {
            throw new ConfigurationError(node.where() + " must be the path of a file", e);
        }
    }

    private static Map<String, Caller> accounts(String cluster, YamlNode list) {
        Map<String, Caller> accounts = new HashMap<>();
        for (YamlNode node : list.elements(MAX_ACCOUNTS)) {
            node.onlyKeys(ACCOUNT_KEYS);
            String namespace = node.get("namespace").matching(LABEL, "the name of a namespace");
            String name = node.get("name").matching(SUBDOMAIN, "the name of a service account");
            Caller caller = new Caller(
                    cluster + "/" + namespace + "/" + name,
                    Set.of(role(node.get("role"))),
                    node.get("region").region());
            if (accounts.put("system:serviceaccount:" + namespace + ":" + name, caller) != null) {
                throw new ConfigurationError(node.where() + " is an account that stands there before");
            }
        }
        if (accounts.isEmpty()) {
            throw new ConfigurationError(list.where() + " has no account, there must be 1 to " + MAX_ACCOUNTS);
        }
        return accounts;
    }

    private static Role role(YamlNode node) {
        return switch (node.text()) {
            case "agent" -> Role.AGENT;
            case "edge" -> Role.EDGE;
            default -> throw new ConfigurationError(node.where() + " must be agent or edge");
        };
    }
}
