package dev.meridian.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpMessage;
import io.netty.handler.codec.http.HttpConstants;
import java.nio.charset.StandardCharsets;

/**
 * Small bodies go out in one piece with their head, or with the frame of their chunk: copying so much costs less than a
 * gathering write of several buffers.
 */
final class OnePiece {
    /** A larger body costs more to copy than it saves. */
    private static final int MAX_COPIED = 4 * 1024;

    /** As long as nearly all heads; a longer one makes the buffer grow. */
    private static final int HEAD = 768;

    /** The largest length in hexadecimal digits, and two line ends. */
    private static final int CHUNK_FRAME = 8 + 2 + 2;

    private static final int LINE_END = (HttpConstants.CR << 8) | HttpConstants.LF;

    private OnePiece() {}

    /** Whether there are bytes, and so few that they are copied. */
    static boolean isSmall(ByteBuf content) {
        return content.isReadable() && content.readableBytes() <= MAX_COPIED;
    }

    /** Writes the lines of a head, without the empty one at its end. */
    @FunctionalInterface
    interface Head {
        void writeTo(ByteBuf piece) throws Exception;
    }

    /** A head and its body. Releases the message, whatever happens. */
    static ByteBuf whole(ByteBufAllocator allocator, FullHttpMessage message, Head head) throws Exception {
        ByteBuf body = message.content();
        try {
            ByteBuf piece = allocator.buffer(HEAD + body.readableBytes());
            try {
                head.writeTo(piece);
                ByteBufUtil.writeShortBE(piece, LINE_END);
                return piece.writeBytes(body, body.readerIndex(), body.readableBytes());
            } catch (Exception | Error e) {
                piece.release();
                throw e;
            }
        } finally {
            message.release();
        }
    }

    /** One chunk as RFC 9112, section 7.1, frames it. The content stays the caller's. */
    static ByteBuf chunk(ByteBufAllocator allocator, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf chunk = allocator.buffer(CHUNK_FRAME + length);
        chunk.writeCharSequence(Integer.toHexString(length), StandardCharsets.US_ASCII);
        ByteBufUtil.writeShortBE(chunk, LINE_END);
        chunk.writeBytes(content, content.readerIndex(), length);
        return ByteBufUtil.writeShortBE(chunk, LINE_END);
    }
}
