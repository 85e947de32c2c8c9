package dev.meridian.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Encodes requests, small ones in one piece. A whole request is never chunked; what comes out of turn is refused as Netty's own
 * encoder does. Confined to its event loop.
 */
public final class RequestEncoder extends HttpRequestEncoder {
    private final AnswerDecoder answers;
    private boolean open;

    /** @param answers decodes the answers on the same connection */
    public RequestEncoder(AnswerDecoder answers) {
        this.answers = answers;
    }

    @Override
    protected void encodeInitialLine(ByteBuf buffer, HttpRequest request) throws Exception {
        answers.expect(request.method());
        super.encodeInitialLine(buffer, request);
    }

    @Override
    protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
        if (!open && message instanceof FullHttpRequest request && OnePiece.isSmall(request.content())) {
            out.add(OnePiece.whole(context.alloc(), request, piece -> {
                encodeInitialLine(piece, request);
                encodeHeaders(request.headers(), piece);
            }));
        } else {
            super.encode(context, message, out);
            open = (open || message instanceof HttpRequest) && !(message instanceof LastHttpContent);
        }
    }
}
