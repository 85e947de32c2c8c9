package dev.meridian.simulator.server;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Gathers a request body up to a limit. */
final class Upload {
    /** As nginx in front of the real thing: 50 MB. */
    static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final byte[] EMPTY = {};

    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;

    Upload(int limit) {
        this.limit = limit;
    }

    /** False, and nothing added, if it would be more than the limit. */
    boolean add(ByteBuf content) {
        int more = content.readableBytes();
        if (more > limit - length) {
            return false;
        }
        if (length + more > bytes.length) {
            int wanted = length == 0 ? more : Math.max(length + more, Math.min(limit, 2 * length));
            bytes = Arrays.copyOf(bytes, wanted);
        }
        content.readBytes(bytes, length, more);
        length += more;
        return true;
    }

    /** The body, and ready for the next one. */
    byte[] take() {
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        bytes = EMPTY;
        length = 0;
        return whole;
    }
}
