package dev.meridian.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Encodes answers: those to HEAD without a body, small ones and small parts in one piece. A whole answer is never chunked.
 * Confined to its event loop.
 */
public final class ResponseEncoder extends HttpResponseEncoder {
    private final BooleanSupplier headOnly;
    private boolean chunked;

    /** @param headOnly whether the present request is a HEAD */
    public ResponseEncoder(BooleanSupplier headOnly) {
        this.headOnly = headOnly;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse answer) {
        return headOnly.getAsBoolean() || super.isContentAlwaysEmpty(answer);
    }

    @Override
    protected void sanitizeHeadersBeforeEncode(HttpResponse answer, boolean isAlwaysEmpty) {
        super.sanitizeHeadersBeforeEncode(answer, isAlwaysEmpty);
        chunked = !isAlwaysEmpty && HttpUtil.isTransferEncodingChunked(answer);
    }

    @Override
    protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
        if (message instanceof FullHttpResponse answer
                && OnePiece.isSmall(answer.content())
                && !isContentAlwaysEmpty(answer)) {
            ByteBuf piece = OnePiece.forWhole(context.alloc(), answer.content());
            encodeInitialLine(piece, answer);
            encodeHeaders(answer.headers(), piece);
            out.add(OnePiece.endWhole(piece, answer.content()));
            answer.release();
        } else if (chunked && isPart(message) && OnePiece.isSmall(((HttpContent) message).content())) {
            HttpContent part = (HttpContent) message;
            out.add(OnePiece.chunk(context.alloc(), part.content()));
            part.release();
        } else {
            super.encode(context, message, out);
        }
    }

    /** And not the last, which has trailers to follow. */
    private static boolean isPart(Object message) {
        return message.getClass() == DefaultHttpContent.class;
    }
}
