package dev.meridian.edge.settings;

import dev.meridian.routing.region.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;

/**
 * Whom this edge takes for the controller, and what it shows of itself, from PEM files; null where none is set. New versions of
 * the files count for new connections. Thread-safe.
 */
public final class ControllerTls implements Supplier<@Nullable SSLContext> {
    private static final String PREFIX = "meridian.edge.";
    private static final String AUTHORITIES = "controller-ca-file";
    private static final String CERTIFICATE = "controller-certificate-file";
    private static final String KEY = "controller-key-file";

    /** Some hundred certificates. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final @Nullable Path authorities;
    private final @Nullable Path certificate;
    private final @Nullable Path key;
    private volatile @Nullable SSLContext context;

    ControllerTls(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
        this.authorities = authorities;
        this.certificate = certificate;
        this.key = key;
        this.context = authorities == null && certificate == null ? null : read();
    }

    /**
     * What the settings name.
     *
     * @throws InvalidSettingException if a file is no PEM file, or a setting stands without the one that it needs
     */
    public static ControllerTls read(EdgeSettings settings) {
        @Nullable Path certificate = settings.controllerCertificateFile();
        @Nullable Path key = settings.controllerKeyFile();
        if ((certificate == null) != (key == null)) {
            throw new InvalidSettingException(PREFIX + CERTIFICATE + " and " + PREFIX + KEY + " need each other");
        }
        ControllerTls tls = new ControllerTls(settings.controllerCaFile(), certificate, key);
        @Nullable Endpoint controller = settings.controllerUrl();
        boolean plain = controller == null || !controller.secure();
        if (tls.get() != null && plain) {
            throw new InvalidSettingException(PREFIX + AUTHORITIES + " and " + PREFIX + CERTIFICATE
                    + " need a controller-url that begins with https");
        }
        return tls;
    }

    @Override
    public @Nullable SSLContext get() {
        return context;
    }

    /** The files that are set. */
    List<WatchedFile> watched() {
        return Stream.of(watched(AUTHORITIES, authorities), watched(CERTIFICATE, certificate), watched(KEY, key))
                .flatMap(List::stream)
                .toList();
    }

    private List<WatchedFile> watched(String setting, @Nullable Path file) {
        return file == null ? List.of() : List.of(new WatchedFile(setting, file, new Taker()));
    }

    /** Of one file; any of them is taken with the others as they are. */
    private final class Taker implements WatchedFile.Taker {
        private String seen = "";

        @Override
        public String take(byte[] content) {
            String now = Sha256.of(content).toString();
            boolean another = !seen.isEmpty() && !seen.equals(now);
            context = read();
            seen = now;
            return another ? "it counts for new connections to the controller" : "";
        }
    }

    private SSLContext read() {
        requireSmall(AUTHORITIES, authorities);
        requireSmall(CERTIFICATE, certificate);
        requireSmall(KEY, key);
        try {
            PemSslBundleProperties files = new PemSslBundleProperties();
            if (certificate != null && key != null) {
                files.getKeystore().setCertificate(location(certificate));
                files.getKeystore().setPrivateKey(location(key));
                files.getKeystore().setVerifyKeys(true);
            }
            if (authorities != null) {
                files.getTruststore().setCertificate(location(authorities));
            }
            return PropertiesSslBundle.get(files).createSslContext();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new InvalidSettingException(
                    PREFIX + AUTHORITIES + ", " + CERTIFICATE + " and " + KEY
                            + " must be PEM files of certificates and their key: " + e.getMessage(),
                    e);
        }
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }

    private static void requireSmall(String setting, @Nullable Path file) {
        try {
            if (file != null && Files.size(file) > MAX_BYTES) {
                throw new InvalidSettingException(
                        PREFIX + setting + ": " + file + " has over " + MAX_BYTES + " bytes, which is the limit");
            }
        } catch (IOException e) {
            throw new InvalidSettingException(
                    PREFIX + setting + ": " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
