package dev.meridian.edge.failover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** An upstream's error whose body says what to do: it is read before anything is decided. Confined to one thread. */
final class ErrorAnswer {
    /** Errors have a few hundred bytes; what comes beyond this says nothing more. */
    private static final int MAX_BYTES = 16 * 1024;

    private final HttpResponse head;
    private final CompositeByteBuf body = Unpooled.compositeBuffer(64);

    ErrorAnswer(HttpResponse head) {
        this.head = head;
    }

    HttpResponse head() {
        return head;
    }

    int status() {
        return head.status().code();
    }

    /** Takes a part of the body and owns it; true once enough has come. */
    boolean add(ByteBuf part) {
        body.addComponent(true, part);
        return body.readableBytes() > MAX_BYTES;
    }

    byte[] bytes() {
        byte[] bytes = new byte[body.readableBytes()];
        body.getBytes(body.readerIndex(), bytes);
        return bytes;
    }

    /** Whether it is OpenAI's error for a context that is too long for the model. */
    boolean isContextTooLong() {
        return status() == 400 && new String(bytes(), StandardCharsets.UTF_8).contains("\"context_length_exceeded\"");
    }

    /** Hands what came of the body over; the caller releases it. */
    ByteBuf take() {
        return body;
    }

    void release() {
        body.release();
    }
}
