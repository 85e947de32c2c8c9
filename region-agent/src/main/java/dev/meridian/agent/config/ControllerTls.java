package dev.meridian.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Whom the agent takes for the controller, and what it shows of itself, from PEM files; null where none is set. The files are
 * looked at with every request and read again when they change; a version that cannot be used leaves the last good one.
 * Thread-safe.
 */
public final class ControllerTls implements Supplier<@Nullable SSLContext> {
    private static final Logger log = LoggerFactory.getLogger(ControllerTls.class);

    /** Some hundred certificates. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final @Nullable Path authorities;
    private final @Nullable Path certificate;
    private final @Nullable Path key;
    private volatile Version last;

    /**
     * Reads the files that are set.
     *
     * @param authorities null for Java's own
     * @param certificate null where none is shown; else the key is set too
     * @throws IllegalArgumentException if a file is no PEM file; the message names them
     */
    public ControllerTls(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
        this.authorities = authorities;
        this.certificate = certificate;
        this.key = key;
        List<Stamp> stamps = stamps();
        this.last = new Version(stamps, stamps.isEmpty() ? null : read());
    }

    @Override
    public @Nullable SSLContext get() {
        Version known = last;
        List<Stamp> now = stamps();
        return now.equals(known.stamps()) ? known.context() : renewed(now);
    }

    private synchronized @Nullable SSLContext renewed(List<Stamp> now) {
        if (!now.equals(last.stamps())) {
            try {
                last = new Version(now, read());
                log.info("{} changed and count for new connections to the controller", files());
            } catch (IllegalArgumentException e) {
                last = new Version(now, last.context());
                log.warn("{}, and what was in use goes on", e.getMessage());
            }
        }
        return last.context();
    }

    private SSLContext read() {
        try {
            @Nullable
            PemSslStoreDetails shown = certificate == null || key == null
                    ? null
                    : PemSslStoreDetails.forCertificate(location(certificate)).withPrivateKey(location(key));
            if (shown != null && !isPair(Objects.requireNonNull(PemSslStore.load(shown)))) {
                throw new IllegalStateException("the key is not the certificate's");
            }
            @Nullable
            PemSslStoreDetails trusted =
                    authorities == null ? null : PemSslStoreDetails.forCertificate(location(authorities));
            return SslBundle.of(new PemSslStoreBundle(shown, trusted)).createSslContext();
        } catch (IOException | GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    files() + " must be PEM files of certificates and their key, each of at most " + MAX_BYTES
                            + " bytes: " + e.getMessage(),
                    e);
        }
    }

    /** Whether the key is the certificate's, by signing once; Java looks no sooner than in a handshake. Yes for rare kinds of keys. */
    private static boolean isPair(PemSslStore shown) throws GeneralSecurityException {
        PrivateKey key = Objects.requireNonNull(shown.privateKey());
        PublicKey known =
                Objects.requireNonNull(shown.certificates()).getFirst().getPublicKey();
        if (!key.getAlgorithm().equals(known.getAlgorithm())) {
            return false;
        }
        @Nullable
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
        if (algorithm == null) {
            return true;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        return signature.verify(signed);
    }

    private List<Path> files() {
        return Stream.of(authorities, certificate, key).filter(Objects::nonNull).toList();
    }

    private List<Stamp> stamps() {
        return files().stream().map(Stamp::of).toList();
    }

    private static String location(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is larger");
        }
        return file.toUri().toString();
    }

    private record Version(List<Stamp> stamps, @Nullable SSLContext context) {}

    /** Of the file behind every link, so that what Kubernetes replaces is another one. */
    private record Stamp(@Nullable FileTime modified, long size) {
        static Stamp of(Path file) {
            try {
                return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException e) {
                return new Stamp(null, 0);
            }
        }
    }
}
