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

/**
 * Which controller is asked, and as whom: by an option, else by the profile that an option names, else by the environment,
 * else by the profile that it names. A profile's token is sent to that profile's controller and to no other.
 */
final class Target {
    private static final String DEFAULT_URL = "http://127.0.0.1:8090";

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = {
                "The controller; else that of --profile, else MERIDIAN_URL,",
                "else that of MERIDIAN_PROFILE, else " + DEFAULT_URL + "."
            })
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = {
                "Holds the bearer token; else that of --profile, else MERIDIAN_TOKEN_FILE,",
                "else that of MERIDIAN_PROFILE, else no token is sent."
            })
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
        @Nullable String name = profile != null ? profile : Variables.of(environment, "MERIDIAN_PROFILE");
        Profile chosen = name == null ? Profile.NONE : Profiles.read(environment, name);
        @Nullable String elsewhere = said(url, chosen.url(), Variables.of(environment, "MERIDIAN_URL"));
        @Nullable String variable = Variables.of(environment, "MERIDIAN_TOKEN_FILE");
        @Nullable Path file = said(tokenFile, chosen.tokenFile(), variable == null ? null : Path.of(variable));
        URI base = base(elsewhere != null ? elsewhere : chosen.url() != null ? chosen.url() : DEFAULT_URL);
        if (file != null) {
            return new Controller(base, TokenFile.read(file), tls.context(environment, base));
        }
        if (chosen.tokenFile() != null && (elsewhere != null || chosen.url() == null)) {
            throw new UnusableOption("the token of profile \"" + name + "\" is for the url of that profile, not for "
                    + base + "; name a token by --token-file");
        }
        return new Controller(base, chosen.token(), tls.context(environment, base));
    }

    /** What is said outside of the profile; null where that is nothing, or the profile goes before it. */
    private <T> @Nullable T said(@Nullable T option, @Nullable T ofProfile, @Nullable T ofEnvironment) {
        return option != null ? option : profile != null && ofProfile != null ? null : ofEnvironment;
    }

    private static URI base(String text) {
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
}
