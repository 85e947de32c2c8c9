package dev.meridian.controller.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.meridian.controller.security.Verdict.Accepted;
import dev.meridian.controller.security.Verdict.Reason;
import dev.meridian.controller.security.Verdict.Rejected;
import java.text.ParseException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clusters of one version of the file, and the tokens of theirs that were found good, by their hashes. Thread-safe.
 *
 * @param specs as they were read
 */
record Clusters(List<ClusterSpec> specs, List<Cluster> clusters, Cache<String, Known> known) {
    /** The most tokens that are remembered: twice what the largest installation's agents and edges have at a time. */
    static final int MAX_KNOWN = 16_384;

    /** The longest token: one of a service account has about 1 300 characters. */
    static final int MAX_CHARACTERS = 8_192;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    record Known(Cluster cluster, Accepted accepted) {}

    static Clusters of(List<ClusterSpec> specs, List<Cluster> before, LongSupplier nanoClock) {
        List<Cluster> clusters = specs.stream()
                .map(spec -> new Cluster(spec, keys(spec, before, nanoClock)))
                .toList();
        return new Clusters(
                specs, clusters, Caffeine.newBuilder().maximumSize(MAX_KNOWN).build());
    }

    Verdict judge(String token, Instant now) {
        if (token.length() > MAX_CHARACTERS || !SHAPE.matcher(token).matches()) {
            return new Rejected(Reason.MALFORMED);
        }
        String hash = HexFormat.of().formatHex(Sha256.of(token));
        @Nullable Known before = known.getIfPresent(hash);
        if (before != null && before.cluster().stillAccepts(before.accepted(), now)) {
            return before.accepted();
        }
        known.invalidate(hash);
        @Nullable SignedJWT parsed = parsed(() -> SignedJWT.parse(token));
        return parsed == null ? new Rejected(Reason.MALFORMED) : judgeAnew(parsed, hash, now);
    }

    private Verdict judgeAnew(SignedJWT token, String hash, Instant now) {
        if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
            return new Rejected(Reason.ALGORITHM);
        }
        @Nullable JWTClaimsSet claims = parsed(token::getJWTClaimsSet);
        if (claims == null || !isCanonical(token.getSignature())) {
            return new Rejected(Reason.MALFORMED);
        }
        List<Cluster> issuers = clusters.stream()
                .filter(cluster -> cluster.spec().issuer().equals(claims.getIssuer()))
                .toList();
        Verdict verdict = new Rejected(issuers.isEmpty() ? Reason.ISSUER : Reason.AUDIENCE);
        for (Cluster cluster : issuers) {
            if (claims.getAudience().contains(cluster.spec().audience())) {
                verdict = cluster.judge(token, claims, now);
            }
            if (verdict instanceof Accepted accepted) {
                known.put(hash, new Known(cluster, accepted));
                return accepted;
            }
        }
        return verdict;
    }

    /** Null for what cannot be parsed: some of it, such as a header that is null, Nimbus meets with unchecked exceptions. */
    private static <T> @Nullable T parsed(Parsing<T> parsing) {
        try {
            return parsing.get();
        } catch (ParseException | RuntimeException e) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Parsing<T> {
        @Nullable
        T get() throws ParseException;
    }

    /** A signature can be written in several ways that mean the same bytes; issuers use one of them. */
    private static boolean isCanonical(Base64URL signature) {
        return Base64URL.encode(signature.decode()).equals(signature);
    }

    private static ClusterKeys keys(ClusterSpec spec, List<Cluster> before, LongSupplier nanoClock) {
        Optional<ClusterKeys> known = before.stream()
                .filter(cluster -> cluster.spec().hasKeysOf(spec))
                .map(Cluster::keys)
                .findFirst();
        return known.orElseGet(() -> new ClusterKeys(spec.name(), spec.source(), nanoClock));
    }
}
