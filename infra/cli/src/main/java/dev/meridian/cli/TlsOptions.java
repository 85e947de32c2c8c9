package dev.meridian.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What a controller behind TLS is held against, and what it is shown. */
final class TlsOptions {
    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "PEM authorities of an https controller; else MERIDIAN_CA_FILE, else Java's own.")
    private @Nullable Path authorities;

    @Option(
            names = "--certificate-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "PEM certificate to show it; else MERIDIAN_CERTIFICATE_FILE, else none.")
    private @Nullable Path certificate;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The certificate's PEM key; else MERIDIAN_KEY_FILE.")
    private @Nullable Path key;

    /**
     * Null for what Java trusts by itself, which takes no time to read.
     *
     * @param controller where they are to count
     * @throws UnusableOption if a file is not what it should be, or the controller is spoken to in clear
     */
    @Nullable
    SSLContext context(Map<String, String> environment, URI controller) {
        @Nullable Path trusted = file(authorities, environment, "MERIDIAN_CA_FILE");
        @Nullable Path shown = file(certificate, environment, "MERIDIAN_CERTIFICATE_FILE");
        @Nullable Path secret = file(key, environment, "MERIDIAN_KEY_FILE");
        if (trusted == null && shown == null && secret == null) {
            return null;
        }
        SSLContext context = TlsFiles.read(trusted, shown, secret);
        if (!"https".equals(controller.getScheme())) {
            throw new UnusableOption(
                    "--ca-file and --certificate-file (or MERIDIAN_CA_FILE and MERIDIAN_CERTIFICATE_FILE)"
                            + " need a controller's URL that begins with https");
        }
        return context;
    }

    private static @Nullable Path file(@Nullable Path option, Map<String, String> environment, String variable) {
        @Nullable String named = Variables.of(environment, variable);
        return option == null && named != null ? Path.of(named) : option;
    }
}
