package dev.meridian.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** PEM files for a controller behind TLS. No complaint shows what a file holds. */
final class TlsFiles {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private TlsFiles() {}

    /**
     * What the files say.
     *
     * @param authorities the controller's certificate is held against; null for Java's own
     * @param certificate shown to the controller; null for none
     * @param key the certificate's, PKCS #8, of RSA or of an elliptic curve
     * @throws UnusableOption if a file is not what it should be, or one of certificate and key is missing
     */
    static SSLContext read(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
        if ((certificate == null) != (key == null)) {
            throw new UnusableOption("--certificate-file and --key-file need each other");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities == null ? null : trusted(authorities));
            KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            shown.init(certificate == null || key == null ? empty() : identity(certificate, key), new char[0]);
            context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UnusableOption("the certificate and the key do not belong together: " + e.getMessage());
        }
    }

    private static KeyStore trusted(Path file) throws GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        return store;
    }

    private static KeyStore identity(Path certificate, Path key) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "client", key(key), new char[0], certificates(certificate).toArray(Certificate[]::new));
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try {
            byte[] pem = text(file).getBytes(StandardCharsets.UTF_8);
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (GeneralSecurityException e) {
            // Answered below, like a file without any.
        }
        throw new UnusableOption("file " + file + " holds no certificates in PEM");
    }

    private static PrivateKey key(Path file) {
        Matcher pem = PRIVATE_KEY.matcher(text(file));
        if (pem.find()) {
            PKCS8EncodedKeySpec key =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
            for (String algorithm : new String[] {"EC", "RSA"}) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(key);
                } catch (GeneralSecurityException e) {
                    // Of the other kind, or answered below.
                }
            }
        }
        throw new UnusableOption(
                "file " + file + " holds no private key in PEM (BEGIN PRIVATE KEY) of RSA or an elliptic curve");
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableOption("file " + file + " has more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnusableOption(
                    "file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("an empty store is read from nothing", e);
        }
    }
}
