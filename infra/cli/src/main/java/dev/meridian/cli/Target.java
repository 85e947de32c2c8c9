package dev.meridian.cli;

import dev.meridian.cli.controller.Controller;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which controller is asked, and as whom: by an option, else by the environment, else by the profile. */
final class Target {
    private static final String DEFAULT_URL = "http://127.0.0.1:8090";

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = {"The controller; else MERIDIAN_URL,", "else the profile's, else " + DEFAULT_URL + "."})
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Holds the bearer token; else MERIDIAN_TOKEN_FILE, else the profile's, else no token is sent.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "One of profiles.yaml in ~/.config/meridian; else MERIDIAN_PROFILE, else none.")
    private @Nullable String profile;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    /** @throws UnusableOption if an option, the environment or the profile says something that cannot be used */
    Controller connect(Map<String, String> environment) {
        Profile chosen = Profile.NONE;
        @Nullable String name = profile != null ? profile : set(environment, "MERIDIAN_PROFILE");
        if (name != null) {
            chosen = Profiles.read(environment, name);
        }
        @Nullable String file = set(environment, "MERIDIAN_TOKEN_FILE");
        String token = tokenFile != null
                ? TokenFile.read(tokenFile)
                : file != null ? TokenFile.read(Path.of(file)) : chosen.token();
        URI base = base(url != null ? url : set(environment, "MERIDIAN_URL"), chosen);
        return new Controller(base, token, tls.context(environment, base));
    }

    private static URI base(@Nullable String given, Profile chosen) {
        String text = given != null ? given : chosen.url() != null ? chosen.url() : DEFAULT_URL;
        try {
            URI base = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (web && base.getHost() != null && base.getQuery() == null && base.getUserInfo() == null) {
                return base;
            }
        } catch (URISyntaxException malformed) {
            // Answered below, like every other text that is no such URL.
        }
        throw new UnusableOption("the controller's URL must be such as " + DEFAULT_URL);
    }

    private static @Nullable String set(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? null : value;
    }
}
