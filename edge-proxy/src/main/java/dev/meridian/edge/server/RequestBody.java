package dev.meridian.edge.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** A request's body as it comes in, within its bounds. Confined to one event loop. */
final class RequestBody {
    /** How adding a part went. */
    enum Added {
        OK,
        TOO_LARGE,
        NO_ROOM
    }

    private final long maxBytes;
    private final BodyBudget budget;
    /** Smaller parts are copied together: each one kept as it is would pin a receive buffer and an object of its own. */
    private static final int SMALL = 8 * 1024;

    private static final int TAIL = 64 * 1024;

    private @Nullable ByteBuf whole;
    private @Nullable ByteBuf tail;
    private long reserved;

    RequestBody(long maxBytes, BodyBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** Takes a part and owns it. */
    Added add(ByteBuf part) {
        int bytes = part.readableBytes();
        if (bytes == 0) {
            part.release();
            return Added.OK;
        }
        if (reserved + bytes > maxBytes) {
            part.release();
            return Added.TOO_LARGE;
        }
        if (!budget.reserve(bytes)) {
            part.release();
            return Added.NO_ROOM;
        }
        reserved += bytes;
        join(part);
        return Added.OK;
    }

    /** Hands the body over; the caller releases it. The room stays reserved until {@link #free}. */
    ByteBuf take() {
        endTail();
        ByteBuf body = whole == null ? Unpooled.EMPTY_BUFFER : whole;
        whole = null;
        return body;
    }

    /** Frees the room, and the body if it was not taken. Idempotent. */
    void free() {
        if (whole != null) {
            whole.release();
            whole = null;
        }
        if (tail != null) {
            tail.release();
            tail = null;
        }
        budget.release(reserved);
        reserved = 0;
    }

    private void join(ByteBuf part) {
        if ((whole == null && tail == null) || part.readableBytes() >= SMALL) {
            endTail();
            append(part);
            return;
        }
        if (tail != null && tail.maxWritableBytes() < part.readableBytes()) {
            endTail();
        }
        if (tail == null) {
            tail = Unpooled.buffer(part.readableBytes(), TAIL);
        }
        tail.writeBytes(part);
        part.release();
    }

    private void endTail() {
        if (tail != null) {
            append(tail);
            tail = null;
        }
    }

    private void append(ByteBuf part) {
        if (whole == null) {
            whole = part;
        } else if (whole instanceof CompositeByteBuf composite) {
            composite.addComponent(true, part);
        } else {
            whole = Unpooled.compositeBuffer(Integer.MAX_VALUE)
                    .addComponent(true, whole)
                    .addComponent(true, part);
        }
    }
}
