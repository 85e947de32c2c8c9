package dev.meridian.controller.security;

import dev.meridian.controller.settings.ConfigurationError;
import dev.meridian.controller.settings.KnownKeys;
import dev.meridian.controller.settings.YamlFile;
import dev.meridian.controller.settings.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code tokens[].{name, role, region, sha256, expires}}; {@code expires} is optional, and {@code region} but for agents. */
final class TokensFile {
    /** The most credentials: each presented token is compared with all of them. */
    static final int MAX_TOKENS = 1_000;

    private static final KnownKeys ROOT_KEYS = KnownKeys.of("tokens");
    private static final KnownKeys TOKEN_KEYS = KnownKeys.of("name", "role", "region", "sha256", "expires");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private TokensFile() {}

    /**
     * Reads the file.
     *
     * @throws ConfigurationError naming file and key, never a value
     */
    static List<Credential> read(Path file) {
        YamlNode list = YamlFile.read(file).onlyKeys(ROOT_KEYS).get("tokens");
        List<Credential> credentials = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode token : list.elements(MAX_TOKENS)) {
            Credential credential = credential(token.onlyKeys(TOKEN_KEYS));
            if (!names.add(credential.caller().name())) {
                throw new ConfigurationError(token.get("name").where() + " is the name of another token too");
            }
            credentials.add(credential);
        }
        if (credentials.isEmpty()) {
            throw new ConfigurationError(list.where() + " has no token, there must be at least one");
        }
        return List.copyOf(credentials);
    }

    private static Credential credential(YamlNode token) {
        String name = token.get("name").matching(NAME, "1 to 100 characters of A-Z a-z 0-9 . _ @ -");
        String sha256 = token.get("sha256").matching(SHA_256, "the token's SHA-256 in 64 hexadecimal digits");
        Caller caller = new Caller(name, Set.of(role(token.get("role"))), region(token.get("region")));
        if (caller.roles().contains(Role.AGENT) && caller.region() == null) {
            throw new ConfigurationError(
                    token.get("region").where() + " is missing: an agent's token speaks for one region");
        }
        return new Credential(caller, HexFormat.of().parseHex(sha256), time(token.get("expires")));
    }

    private static Role role(YamlNode node) {
        String text = node.text();
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new ConfigurationError(node.where() + " must be agent, edge, viewer, operator or admin");
    }

    private static @Nullable Instant time(YamlNode node) {
        return node.isMissing() ? null : node.time();
    }

    private static @Nullable String region(YamlNode node) {
        return node.isMissing() ? null : node.region();
    }
}
