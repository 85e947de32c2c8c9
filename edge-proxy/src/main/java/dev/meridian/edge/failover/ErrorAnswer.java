package dev.meridian.edge.failover;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

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

    /** What it says, inflated if it came as gzip; nothing where it is in a coding that is not understood. */
    byte[] text() {
        String coding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (coding == null || coding.equalsIgnoreCase("identity")) {
            return ByteBufUtil.getBytes(body);
        }
        if (!coding.equalsIgnoreCase("gzip")) {
            return new byte[0];
        }
        try (InputStream in = new GZIPInputStream(new ByteBufInputStream(body.duplicate()))) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            return new byte[0]; // no gzip after all, or not all of it
        }
    }

    /** Whether it is OpenAI's error for a context that is too long for the model. */
    boolean isContextTooLong() {
        return status() == 400 && new String(text(), StandardCharsets.UTF_8).contains("\"context_length_exceeded\"");
    }

    /** Hands what came of the body over; the caller releases it. */
    ByteBuf take() {
        return body;
    }

    void release() {
        body.release();
    }
}
