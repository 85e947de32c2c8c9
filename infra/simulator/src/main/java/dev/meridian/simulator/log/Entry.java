package dev.meridian.simulator.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open entry of the log. One thread writes it, any thread may read. */
public final class Entry {
    /**
     * What is known when the request is complete.
     *
     * @param headers never changed after this
     */
    public record Head(
            long connection,
            String region,
            String method,
            String uri,
            Iterable<Map.Entry<String, String>> headers,
            @Nullable String model,
            boolean stream,
            @Nullable String fault,
            int status,
            long receivedNanos,
            long completeNanos) {}

    private final long sequence;
    private final Head head;
    private final byte[] body;
    private final int bodyBytes;
    private final @Nullable String sha256;
    private volatile Outcome outcome = Outcome.OPEN;
    private long sentSoFar;
    private volatile long headNanos;
    private volatile long endedNanos;
    private volatile long sentBytes;

    Entry(long sequence, Head head, byte[] body, int keptBytes) {
        this.sequence = sequence;
        this.head = head;
        this.bodyBytes = body.length;
        boolean whole = body.length <= keptBytes;
        this.body = whole ? body : Arrays.copyOf(body, keptBytes);
        this.sha256 = whole ? null : sha256(body);
    }

    /** Its number, from 1. */
    public long sequence() {
        return sequence;
    }

    Head head() {
        return head;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Bytes were written to the socket. */
    public void sent(long bytes, long nowNanos) {
        if (headNanos == 0) {
            headNanos = nowNanos;
        }
        sentSoFar += bytes;
        sentBytes = sentSoFar;
    }

    void end(Outcome reached, long nowNanos) {
        endedNanos = nowNanos;
        outcome = reached;
    }

    LoggedRequest view() {
        Outcome seen = outcome;
        return new LoggedRequest(
                sequence,
                head.connection(),
                head.region(),
                head.method(),
                head.uri(),
                headers(),
                bodyBytes,
                new String(body, StandardCharsets.UTF_8),
                sha256,
                head.model(),
                head.stream(),
                head.fault(),
                head.status(),
                seen,
                head.receivedNanos(),
                head.completeNanos(),
                headNanos == 0 ? null : headNanos,
                seen == Outcome.OPEN ? null : endedNanos,
                sentBytes);
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : head.headers()) {
            headers.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), ignored -> new ArrayList<>())
                    .add(header.getValue());
        }
        return headers;
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
