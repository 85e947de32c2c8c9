package dev.meridian.edge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Encodes answers: those to HEAD without a body, small ones and small parts in one piece. A whole answer is never chunked; what
 * comes out of turn is refused as Netty's own encoder does. Confined to its event loop.
 */
public final class ResponseEncoder extends HttpResponseEncoder {
    private final BooleanSupplier headOnly;
    private boolean chunked;
    private boolean open;

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
        if (!open && message instanceof FullHttpResponse answer && isSmall(answer)) {
            out.add(OnePiece.whole(context.alloc(), answer, piece -> {
                encodeInitialLine(piece, answer);
                encodeHeaders(answer.headers(), piece);
            }));
        } else if (open && chunked && isPart(message) && OnePiece.isSmall(((HttpContent) message).content())) {
            HttpContent part = (HttpContent) message;
            try {
                out.add(OnePiece.chunk(context.alloc(), part.content()));
            } finally {
                part.release();
            }
        } else {
            super.encode(context, message, out);
            open = (open || message instanceof HttpResponse) && !(message instanceof LastHttpContent);
        }
    }

    private boolean isSmall(FullHttpResponse answer) {
        return OnePiece.isSmall(answer.content()) && !isContentAlwaysEmpty(answer);
    }

    /** And not the last, which has trailers to follow. */
    private static boolean isPart(Object message) {
        return message.getClass() == DefaultHttpContent.class;
    }
}
