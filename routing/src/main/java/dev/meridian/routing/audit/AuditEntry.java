package dev.meridian.routing.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain.
 *
 * @param id one more than that of the entry before; the first is 1
 * @param previous the hash of the entry before, {@link #BEGIN} for the first
 * @param hash SHA-256 in hexadecimal over the previous hash and all texts of the entry, in order, as UTF-16 with the high
 *     byte first, each with its length before it: {@code 4:2026,}; what is null is {@code ~,}
 */
public record AuditEntry(long id, AuditFact fact, String previous, String hash) {
    /** What the first entry has as the hash before it. */
    public static final String BEGIN = "0".repeat(64);

    /** The entry that follows one with the hash. */
    public static AuditEntry next(long id, String previous, AuditFact fact) {
        return new AuditEntry(id, fact, previous, hash(id, previous, fact));
    }

    /** Whether the hash is the one of what the entry says. */
    public boolean isIntact() {
        return hash.equals(hash(id, previous, fact));
    }

    private static String hash(long id, String previous, AuditFact fact) {
        List<@Nullable String> texts = Arrays.<@Nullable String>asList(
                previous,
                Long.toString(id),
                Long.toString(fact.at().toEpochMilli()),
                fact.who(),
                fact.role(),
                fact.action(),
                fact.target(),
                fact.before(),
                fact.after(),
                fact.reason(),
                fact.requestId(),
                fact.outcome().name(),
                fact.why());
        String canonical = texts.stream().map(AuditEntry::withLength).collect(Collectors.joining());
        return HexFormat.of().formatHex(sha256().digest(bytes(canonical)));
    }

    /** UTF-16, so that every text has bytes of its own. */
    private static byte[] bytes(String text) {
        byte[] bytes = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) (text.charAt(i) >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) text.charAt(i);
        }
        return bytes;
    }

    private static String withLength(@Nullable String text) {
        return text == null ? "~," : text.length() + ":" + text + ",";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
