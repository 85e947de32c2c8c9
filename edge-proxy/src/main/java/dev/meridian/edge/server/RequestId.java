package dev.meridian.edge.server;

import dev.meridian.edge.openai.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What names a request in logs and to the client. Pure. */
final class RequestId {
    private static final int MAX_LENGTH = 128;
    private static final byte[] PREFIX = {'r', 'e', 'q', '_'};
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS_OF_LONG = 16;

    private RequestId() {}

    /** The client's own where it is fit to be logged, else a new one. */
    static String of(HttpHeaders headers) {
        String own = own(headers);
        return own == null ? random() : own;
    }

    /** The client's own where it is fit to be logged, else null. */
    static @Nullable String own(HttpHeaders headers) {
        String own = headers.get(Headers.REQUEST_ID);
        return own != null && isFit(own) ? own : null;
    }

    private static boolean isFit(String own) {
        if (own.isEmpty() || own.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < own.length(); i++) {
            if (own.charAt(i) <= ' ' || own.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** 128 random bits; they need to be unlike, not unguessable. */
    private static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] id = new byte[PREFIX.length + 2 * DIGITS_OF_LONG];
        System.arraycopy(PREFIX, 0, id, 0, PREFIX.length);
        hex(random.nextLong(), id, PREFIX.length);
        hex(random.nextLong(), id, PREFIX.length + DIGITS_OF_LONG);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    private static void hex(long bits, byte[] into, int offset) {
        long rest = bits;
        for (int i = DIGITS_OF_LONG - 1; i >= 0; i--) {
            into[offset + i] = DIGITS[(int) rest & 0xf];
            rest >>>= 4;
        }
    }
}
